-- purge_dropped: Permanently deletes what was dropped longer than older_than ago, from the trash of one app, or of all apps
-- that nobody is changing. One call deletes about max_objects of them, because each holds its locks until the transaction ends.
-- Returns {purged: 3, remaining: 0}; call it again until purged or remaining is 0.
-- Called by: the platform and schedulers (service_role, postgres).
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, 22023 invalid_argument.
create or replace function platform.purge_dropped(
  app_id bigint default null, older_than interval default '30 days', max_objects integer default 100)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_app_id bigint;
  v_dropped platform.dropped_objects;
  v_count integer := 0;
  v_remaining bigint;
begin
  if older_than is null or older_than < interval '0' then
    raise exception 'Cannot purge the trash: older_than is %', coalesce(older_than::text, 'missing')
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass an interval of zero or more, such as 30 days.';
  elsif max_objects is null or max_objects not between 1 and 1000 then
    raise exception 'Cannot purge the trash: max_objects is %', coalesce(max_objects::text, 'missing')
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass a max_objects from 1 to 1000.';
  elsif app_id is not null then
    perform platform.lock_app(app_id, include_deleted => true);
  end if;
  for v_app_id in
    select apps.id from platform.apps
    where (purge_dropped.app_id is null or apps.id = purge_dropped.app_id)
      and exists (
        select from platform.dropped_objects
        where dropped_objects.app_id = apps.id and dropped_objects.created_at <= now() - older_than)
    -- Skip an app that is being changed; the next purge includes it.
    order by apps.id for no key update skip locked
  loop
    exit when v_count >= max_objects;
    for v_dropped in
      with old as (
        select dropped_objects.id from platform.dropped_objects
        where dropped_objects.app_id = v_app_id and dropped_objects.created_at <= now() - older_than
        order by dropped_objects.id limit max_objects - v_count)
      -- With a table goes what was saved of its columns: it may be younger, if that change overtook the one that dropped the table.
      delete from platform.dropped_objects
      where dropped_objects.app_id = v_app_id
        and (dropped_objects.id in (select old.id from old) or dropped_objects.parent_id in (select old.id from old))
      returning *
    loop
      perform sandbox.run_as_app(v_app_id, format('drop table trash.%I cascade', platform.app_object(v_app_id, v_dropped.id::text)));
      v_count := v_count + 1;
    end loop;
  end loop;
  select count(*) into v_remaining from platform.dropped_objects
  where (purge_dropped.app_id is null or dropped_objects.app_id = purge_dropped.app_id)
    and dropped_objects.created_at <= now() - older_than;
  if v_count > 0 then
    perform platform.audit(app_id, 'purge_dropped', jsonb_build_object('purged', v_count));
  end if;
  return jsonb_build_object('purged', v_count, 'remaining', v_remaining);
end
$$;

comment on function platform.purge_dropped is 'Permanently deletes what is in the trash.';

revoke all on function platform.purge_dropped from public, anon, authenticated, service_role;
grant execute on function platform.purge_dropped to service_role;
