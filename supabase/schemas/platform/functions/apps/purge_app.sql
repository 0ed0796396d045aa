-- purge_app: Removes a deleted app for good: its tables with their rows, its role, its members and its registry rows. The
-- audit log remains, and users keep their accounts on the shard. Returns {id, purged: true}.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because callers cannot drop roles.
-- Errors: PT404 app_not_found, PT409 app_not_deleted.
create or replace function platform.purge_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_app constant platform.apps := platform.lock_app(app_id, include_deleted => true);
  v_tables constant integer := (select count(*) from platform.app_tables where app_tables.app_id = purge_app.app_id);
begin
  if v_app.status <> 'deleted' then
    raise exception 'Cannot purge app %: it is not deleted', purge_app.app_id
      using errcode = 'PT409', detail = 'app_not_deleted', hint = 'Call delete_app first, then purge_app again.';
  end if;
  -- The same lock order everywhere: the app, its members, its tables. Joins and account deletions under way finish first.
  perform from platform.apps where apps.id = purge_app.app_id for update;
  perform from platform.app_members where app_members.app_id = purge_app.app_id order by app_members.user_id for update;
  execute format('drop view if exists sandbox.%I', platform.app_object(app_id, 'sign_up'));
  if to_regrole(platform.app_role(app_id)) is not null then
    perform sandbox.run_factory('drop_role', app_id);
  end if;
  delete from platform.pending_account_changes where pending_account_changes.app_id = purge_app.app_id;
  delete from platform.pending_sign_ups where pending_sign_ups.app_id = purge_app.app_id;
  delete from platform.apps where apps.id = purge_app.app_id;
  perform platform.audit(app_id, 'purge_app', jsonb_build_object('name', v_app.name, 'tables', v_tables));
  perform platform.reserve_capacity(-1, -v_tables);
  return jsonb_build_object('id', app_id, 'purged', true);
end
$$;

comment on function platform.purge_app is 'Removes a deleted app for good.';

revoke all on function platform.purge_app from public, anon, authenticated, service_role;
grant execute on function platform.purge_app to service_role;
