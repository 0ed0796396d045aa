-- lock_schema: Locks an app for a schema change, then takes ACCESS SHARE on its tables with a bounded wait, so that later
-- reads of the catalog never block. No session queues behind this wait, so one attempt is enough; change_schema retries
-- where sessions would queue.
-- Errors: those of lock_app, 55P03 lock_not_available.
create or replace function platform.lock_schema(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before constant text := current_setting('lock_timeout');
  v_tables text;
begin
  perform platform.lock_app(app_id);
  select string_agg(format('public.%I', relation.relname), ', ' order by relation.relname) into v_tables
  from platform.registered_relations(app_id) as registered
  join pg_catalog.pg_class as relation on relation.oid = registered.id
  where relation.relkind = 'r' and relation.relowner = to_regrole(platform.app_role(lock_schema.app_id));
  if v_tables is null then
    return;
  end if;
  perform set_config('lock_timeout',
    (platform.setting('schema_lock_attempts')::integer * platform.setting('schema_lock_timeout_ms')::integer)::text, true);
  perform sandbox.run_as_app(app_id, format('lock table %s in access share mode', v_tables));
  perform set_config('lock_timeout', v_before, true);
exception when lock_not_available or deadlock_detected then
  perform platform.raise_lock_error(app_id, sqlerrm);
end
$$;

comment on function platform.lock_schema is 'Locks an app for a schema change.';

revoke all on function platform.lock_schema from public, anon, authenticated, service_role;
