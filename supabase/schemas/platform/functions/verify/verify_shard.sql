-- verify_shard: what is wrong with any app of the shard, roles and tables of no app, members without a profile, and counts
-- that do not fit; no row for a sound shard. Takes a few milliseconds an app.
-- Called by: the platform and DBAs (service_role, postgres).
-- Security: definer, because service_role may not execute what it calls.
create or replace function platform.verify_shard()
returns setof platform.finding
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_app_id bigint;
begin
  for v_app_id in select apps.id from platform.apps order by apps.id loop
    return query select * from platform.verify_app(v_app_id);
    return query select * from platform.profile_findings(v_app_id);
  end loop;

  return query
    select substring(rolname from '\d+')::bigint, rolname::text, 'orphaned_role', 'Drop what it owns and the role, through its factory.'
    from pg_catalog.pg_roles
    where rolname ~ '^app_[1-9][0-9]{0,9}$'
      and not exists (select from platform.apps where platform.app_role(apps.id) = rolname)
      -- Another database of the same server may have an app of this id.
      and exists (
        select from pg_catalog.pg_shdepend
        where refclassid = 'pg_authid'::regclass and refobjid = pg_roles.oid
          and dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      );
  return query
    select substring(relname from '\d+')::bigint, relname::text, 'orphaned_table', 'Drop the table, or create its app.'
    from pg_catalog.pg_class
    where relnamespace = 'public'::regnamespace and relkind <> 'i' and relname ~ '^app_[1-9][0-9]{0,9}_'
      and not exists (select from platform.apps where apps.id = substring(relname from '\d+')::bigint);
  return query
    select null::bigint, shards.name, 'count_differs', 'Set app_count and table_count to what exists.'
    from platform.shards
    where is_local and (shards.app_count, shards.table_count)
      is distinct from ((select count(*) from platform.apps), (select count(*) from platform.app_tables));
end
$$;

comment on function platform.verify_shard is 'What is wrong with any app of the shard, or with the shard itself.';

revoke all on function platform.verify_shard from public, anon, authenticated, service_role;
grant execute on function platform.verify_shard to service_role;
