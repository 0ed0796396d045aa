-- function_header: Reads CREATE FUNCTION up to its end and returns its parts: the positions of its name, of the parentheses of its
-- arguments, of the last word of what it returns (closes if it returns nothing) and of its body, a literal or RETURN; its language;
-- whether it is declared SECURITY DEFINER; and the options that are kept.
-- Default deny: an option that is not listed is refused. SET search_path is accepted with any value, because every function of an
-- app has the same; PARALLEL is accepted and left out, because what the platform adds to a body is not safe in parallel.
-- Called by: check_create_function and function_ddl.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.function_header(
  app_id bigint,
  words text[],
  kinds "char"[],
  at integer,
  out name integer,
  out closes integer,
  out returned integer,
  out body integer,
  out language text,
  out is_definer boolean,
  out options text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_last constant integer := cardinality(words);
  v_at integer;
  v_next integer;
begin
  name := sandbox.expect_app_name(app_id, words, at) - 1;
  closes := case when words[name + 1] = '(' then sandbox.closing_bracket(words, name + 1) end;
  if closes is null then
    perform sandbox.refuse('option_refused', format('unexpected "%s" after the name of the function', left(words[name + 1], 40)),
      'Write create function name(arguments) returns type language plpgsql as, and the body as a string.', at => least(name + 1, c_last));
  end if;
  options := '';
  is_definer := false;
  returned := sandbox.return_type_end(words, closes);
  v_at := returned + 1;
  while v_at <= c_last loop
    if words[v_at] = 'return' or (words[v_at] = 'as' and kinds[v_at + 1] = 'l' and words[v_at + 2] is distinct from ',') then
      body := case when words[v_at] = 'as' then v_at + 1 else v_at end;
      v_next := case when words[v_at] = 'as' then v_at + 2 else c_last + 1 end;
    elsif words[v_at] = 'language' then
      language := lower(trim(words[v_at + 1], '''"'));
      v_next := v_at + 2;
    elsif words[v_at] in ('security', 'external') then
      v_next := v_at + case when words[v_at] = 'external' then 3 else 2 end;
      is_definer := words[v_next - 1] = 'definer';
    else
      v_next := sandbox.function_option_end(app_id, words, kinds, v_at);
      if words[v_at] not in ('set', 'parallel') then
        options := options || ' ' || array_to_string(words[v_at:v_next - 1], ' ');
      end if;
    end if;
    v_at := v_next;
  end loop;
  language := coalesce(language, case when words[body] = 'return' then 'sql' end);
  if language is null or body is null then
    perform sandbox.refuse('option_refused', 'the function has no language or no body',
      'Write language plpgsql, and the body as a string after AS.', at => c_last);
  elsif language not in ('sql', 'plpgsql') or (language = 'plpgsql' and words[body] = 'return') then
    perform sandbox.refuse('option_refused', format('functions in the language "%s" are not offered', left(language, 40)),
      'Write the function in sql or plpgsql.', at => array_position(words, 'language', returned));
  end if;
end
$$;

comment on function sandbox.function_header is 'Reads CREATE FUNCTION and returns its parts.';

revoke all on function sandbox.function_header from public, anon, authenticated, service_role;
