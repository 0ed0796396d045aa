-- refuse: Raises the error with which the guard refuses submitted SQL. All refusals of the guard are raised here.
-- Errors: the given SQLSTATE, 42501 by default, with the reason as detail.
create or replace function sandbox.refuse(reason text, problem text, hint text, code text default '42501')
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot run the SQL: %', problem using errcode = refuse.code, detail = reason, hint = refuse.hint;
end
$$;

comment on function sandbox.refuse is 'Raises the error with which the guard refuses submitted SQL.';

revoke all on function sandbox.refuse from public, anon, authenticated, service_role;
