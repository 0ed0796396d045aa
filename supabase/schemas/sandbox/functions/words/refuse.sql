-- refuse: raises the refusal of a submitted text. The one place from which the guard refuses.
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

comment on function sandbox.refuse is 'Raises the refusal of a submitted text.';

revoke all on function sandbox.refuse from public, anon, authenticated, service_role;
