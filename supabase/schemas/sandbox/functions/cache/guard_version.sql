-- guard_version: Returns a string that changes whenever an allow-list, a limit of submitted SQL, a function of the guard or the
-- server version changes. The guard cache uses only entries of the current version.
-- Replacing a function gives its row in pg_proc another xmin, and dropping it removes the row. See refresh_guard_state.
-- Called by: platform.exec_sql.
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

comment on function sandbox.guard_version is 'Returns the version of the guard, which changes whenever the guard does.';

revoke all on function sandbox.guard_version from public, anon, authenticated, service_role;
