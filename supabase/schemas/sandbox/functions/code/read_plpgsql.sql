-- read_plpgsql: Checks a PL/pgSQL body and returns its rewritten text. What is assigned or declared with a value, and the given arguments,
-- are followed by a check of their size. WARNING and LOG become NOTICE, because they would fill the log of the server.
-- Called by: read_code.
-- Errors: those of code_parts, check_code_part, check_cursors and check_names.
create or replace function sandbox.read_plpgsql(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  names text[],
  arguments text[]
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parts constant sandbox.code_part[] := array(select part from sandbox.code_parts(kinds, words) as part);
  v_cursors constant text[] := sandbox.check_cursors(kinds, words, v_parts);
  v_part sandbox.code_part;
  v_texts text[];
  v_checks text;
  v_has_begun boolean := false;
  v_declared text := '';
begin
  perform sandbox.check_names(app_id, kinds, names, array(
    select place from unnest(v_parts) as part, generate_series(part.first, part.last) as place
    where part.kind = 'get' and words[part.first + 1] = 'stacked' and words[place - 1] in ('=')
      and words[place] in ('pg_exception_detail', 'pg_exception_hint', 'pg_exception_context', 'pg_datatype_name')));
  v_texts := sandbox.rewritten_texts(app_id, kinds, texts, words);
  foreach v_part in array v_parts loop
    perform sandbox.check_code_part(app_id, kinds, words, v_part, v_cursors);
    if v_part.kind = 'raise' and words[v_part.first + 1] in ('warning', 'log') then
      v_texts[v_part.first + 1] := ' notice';
    end if;
    v_checks := case
      when v_part.kind = 'begin' and words[v_part.first] = 'begin' and not v_has_begun then
        (select string_agg(sandbox.size_check(argument), '') from unnest(arguments) as argument)
      when v_part.kind = 'declaration' then null
      else (select string_agg(sandbox.size_check(name), '') from sandbox.assigned_names(kinds, words, v_part) as name)
    end;
    if v_part.kind = 'declaration' and sandbox.is_declared_wide(kinds, words, v_part.first, v_part.last) then
      v_declared := v_declared || sandbox.size_check(sandbox.written_names(kinds, words, v_part.first, v_part.first));
    elsif v_part.kind = 'begin' and words[v_part.first] = 'begin' and v_declared <> '' then
      v_checks := concat(v_checks, v_declared);
      v_declared := '';
    end if;
    v_has_begun := v_has_begun or words[v_part.first] = 'begin';
    if v_checks is not null then
      -- After the semicolon, or LOOP.
      v_part.last := v_part.last + case when v_part.kind = 'begin' then 0 else 1 end;
      v_texts[v_part.last] := v_texts[v_part.last] || v_checks;
    end if;
  end loop;
  return array_to_string(v_texts, '');
end
$$;

comment on function sandbox.read_plpgsql is 'Checks a PL/pgSQL body and returns its rewritten text.';

revoke all on function sandbox.read_plpgsql from public, anon, authenticated, service_role;
