-- verify_shard: what is wrong with any app of the shard, members without a profile, and what is wrong with the shard itself; no row for
-- a sound shard. Takes a few milliseconds an app: over the Data API, ask for pages (verify_shard_page).
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
  return query select * from platform.shard_findings();
end
$$;

comment on function platform.verify_shard is 'What is wrong with any app of the shard, or with the shard itself.';

revoke all on function platform.verify_shard from public, anon, authenticated, service_role;
grant execute on function platform.verify_shard to service_role;
