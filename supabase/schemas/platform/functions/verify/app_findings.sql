-- app_findings: Returns what verify_app finds in an app, and releases the locks that this took: at three an app and more, those of
-- all apps would not fit into PostgreSQL's table of locks.
-- Called by: verify_shard and verify_shard_page.
create or replace function platform.app_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_findings platform.finding[];
begin
  begin
    v_findings := array(select finding from platform.verify_app(app_id) as finding);
    perform platform.undo_dry_run();
  exception when sqlstate 'DRY00' then
    null;
  end;
  return query select finding.* from unnest(v_findings) as finding;
end
$$;

comment on function platform.app_findings is 'Returns what verify_app finds in an app, and releases the locks that this took.';

revoke all on function platform.app_findings from public, anon, authenticated, service_role;
