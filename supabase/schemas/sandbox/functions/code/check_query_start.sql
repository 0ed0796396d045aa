-- check_query_start: Refuses what is no query or change of rows where PL/pgSQL expects one, such as EXECUTE. at is its first word; null
-- is accepted.
-- Called by: check_code_part, check_loop, check_declaration and read_sql_body.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_query_start(words text[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if at is not null and coalesce(words[at] not in ('select', 'values', 'with', 'insert', 'update', 'delete', 'merge', '('), true) then
    perform sandbox.refuse('statement_refused', format('"%s" is not an allowed statement in a function', upper(left(words[at], 60))),
      case words[at]
        when 'execute' then 'Write the statement itself, with the names of its tables: SQL that is built as text is not offered.'
        else 'Use SELECT, VALUES, WITH, INSERT, UPDATE, DELETE or MERGE.'
      end, at => at);
  end if;
end
$$;

comment on function sandbox.check_query_start is 'Refuses what is no query or change of rows.';

revoke all on function sandbox.check_query_start from public, anon, authenticated, service_role;
