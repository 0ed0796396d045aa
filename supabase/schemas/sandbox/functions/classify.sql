-- classify: tokens with their kind and word, see the type token. Refuses what opens and does not end, U& in any form, and a
-- string right behind an escaped one: across a line break PostgreSQL reads the two as one, by the rules of the first.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.classify(texts text[])
returns sandbox.token[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens sandbox.token[];
  v_problem text;
begin
  select array_agg(row(typed.kind, typed.text, case typed.kind
      when 'i' then lower(typed.text)
      when 'q' then replace(substr(typed.text, 2, char_length(typed.text) - 2), '""', '"')
      else typed.text
    end)::sandbox.token order by typed.position)
  into v_tokens
  from (
    select found.position, found.text, case
      when left(found.text, 1) in (' ', e'\t', e'\n', e'\r', e'\f', e'\v') or left(found.text, 2) in ('--', '/*') then 's'
      when left(found.text, 1) in ('''', '$') and char_length(found.text) > 1 then
        case when found.text ~ '^\$[0-9]' then 'p' else 'l' end
      when left(found.text, 1) = '"' and char_length(found.text) > 1 then 'q'
      when left(found.text, 2) in ('e''', 'E''') then 'l'
      when left(found.text, 1) ~ '[A-Za-z_\u0080-\U0010ffff]' then 'i'
      when left(found.text, 1) between '0' and '9' or (left(found.text, 1) = '.' and char_length(found.text) > 1) then 'n'
      else 'o'
    end::"char" as kind
    from unnest(texts) with ordinality as found (text, position)
  ) as typed;

  select case
      when token.text in ('''', '"', '/*') then 'a string, a name or a comment does not end, or comments are nested more than four deep'
      when token.text ~* '^u&' then 'strings and names with Unicode escapes are not taken'
      else 'two strings stand side by side'
    end
  into v_problem
  from (
    select kind, text, word, lag(text) over (order by position) as before
    from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's'
  ) as token
  where token.text in ('''', '"', '/*')
    or (token.kind = 'o' and token.text = '$')
    or token.text ~* '^u&[''"]'
    or (token.kind = 'l' and (token.before ~* '^e''' or token.before ~* '^e$'))
  limit 1;
  if v_problem is not null then
    perform sandbox.refuse('sql_unreadable', v_problem, 'Write it in plain quotes.', '42601');
  end if;
  return v_tokens;
end
$$;

comment on function sandbox.classify is 'Tokens with their kind and word.';

revoke all on function sandbox.classify from public, anon, authenticated, service_role;
