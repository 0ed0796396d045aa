-- guard_version: changes by itself whenever an allow-list, a limit of submitted SQL or a function of the guard does, or the
-- server's version: what was accepted by another one is not accepted.
-- A row of the catalog gets another xmin when its function is replaced, and goes when it is dropped.
create or replace function sandbox.guard_version()
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_functions oid[];
  v_lists text;
  v_version text;
begin
  select guard_state.functions, guard_state.lists into v_functions, v_lists from sandbox.guard_state;
  select concat_ws(':', v_lists, current_setting('server_version_num'), count(*), sum(pg_proc.xmin::text::bigint)) into v_version
  from pg_catalog.pg_proc where pg_proc.oid = any (v_functions);
  return v_version;
end
$$;

comment on function sandbox.guard_version is 'Changes whenever the guard does.';

revoke all on function sandbox.guard_version from public, anon, authenticated, service_role;
