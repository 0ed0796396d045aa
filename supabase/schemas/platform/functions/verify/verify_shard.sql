-- verify_shard: Returns what is wrong with any app of the shard, and with the shard itself; no rows for a sound shard. It
-- takes a few milliseconds per app: over the Data API, use verify_shard_page.
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
    return query select * from platform.app_findings(v_app_id);
  end loop;
  return query select * from platform.shard_findings();
end
$$;

comment on function platform.verify_shard is 'Returns what is wrong with any app of the shard, or with the shard itself.';

revoke all on function platform.verify_shard from public, anon, authenticated, service_role;
grant execute on function platform.verify_shard to service_role;
