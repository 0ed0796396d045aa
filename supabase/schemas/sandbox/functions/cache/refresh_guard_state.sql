-- refresh_guard_state: Records what the version of the guard is built from: a hash of the allow-lists and the limits, and the ids
-- of its functions.
-- Called by: the last migration (upgrade.sql) and the triggers of the allow-lists.
create or replace function sandbox.refresh_guard_state()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update sandbox.guard_state set
    lists = (
      select md5(string_agg(list.entry, e'\n' order by list.entry collate "C"))
      from (
        select 'function ' || allowed_functions.name as entry from sandbox.allowed_functions
        union all
        select concat_ws(' ', 'statement', allowed_statements.words, allowed_statements.kind, allowed_statements.checker)
        from sandbox.allowed_statements
        union all
        select concat_ws(' ', 'limit', settings.key, settings.value) from platform.settings where settings.key ~ '^sql_'
      ) as list
    ),
    functions = array(
      select pg_proc.oid from pg_catalog.pg_proc
      where (pg_proc.pronamespace = 'sandbox'::regnamespace and pg_proc.proname !~ '^app_')
        or pg_proc.oid = any ('{platform.app_object,platform.index_prefix,platform.limit_of,platform.reserved_policies,'
          'platform.reserved_triggers}'::regproc[])
      order by pg_proc.oid
    );
end
$$;

comment on function sandbox.refresh_guard_state is 'Records the hash of the allow-lists and the functions of the guard.';

revoke all on function sandbox.refresh_guard_state from public, anon, authenticated, service_role;
