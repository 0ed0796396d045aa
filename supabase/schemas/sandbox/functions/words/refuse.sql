-- refuse: Raises the error with which the guard refuses submitted SQL. All refusals of the guard are raised here. at tells
-- refusals where: the position of a token, or of a character for lex and classify; null is the beginning. It travels in the
-- error's column name.
-- Errors: the given SQLSTATE, 42501 by default, with the reason as detail.
create or replace function sandbox.refuse(reason text, problem text, hint text, code text default '42501', at integer default null)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot run the SQL: %', problem using errcode = refuse.code, detail = reason, hint = refuse.hint,
    column = coalesce(refuse.at::text, '');
end
$$;

comment on function sandbox.refuse is 'Raises the error with which the guard refuses submitted SQL.';

revoke all on function sandbox.refuse from public, anon, authenticated, service_role;
