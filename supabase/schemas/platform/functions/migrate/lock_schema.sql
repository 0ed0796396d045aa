-- lock_schema: locks an app for a change of its schema, and sees to it that its tables can be read from now on: who describes a
-- table waits for a session that keeps it locked, so that wait has its bounds here.
-- Errors: those of lock_app, 55P03 lock_not_available.
create or replace function platform.lock_schema(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempts constant integer := (platform.setting('schema_lock_attempts'))::integer;
  v_before constant text := current_setting('lock_timeout');
  v_tables text;
begin
  perform platform.lock_app(app_id);
  select string_agg(format('public.%I', relation.relname), ', ' order by relation.relname) into v_tables
  from platform.app_relations(app_id) as relation
  join platform.app_tables on app_tables.app_id = lock_schema.app_id and platform.app_object(app_tables.app_id, app_tables.name) = relation.relname
  where relation.relkind = 'r' and relation.relowner = to_regrole(platform.app_role(lock_schema.app_id));
  for v_attempt in 1 .. case when v_tables is null then 0 else v_attempts end loop
    begin
      perform set_config('lock_timeout', platform.setting('schema_lock_timeout_ms') #>> '{}', true);
      perform sandbox.run_as_app(app_id, format('lock table %s in access share mode', v_tables));
      perform set_config('lock_timeout', v_before, true);
      exit;
    exception when lock_not_available then
      if v_attempt = v_attempts then
        perform platform.raise_lock_error(app_id, sqlerrm);
      end if;
      perform pg_sleep(0.05 * v_attempt + 0.05 * random());
    end;
  end loop;
end
$$;

comment on function platform.lock_schema is 'Locks an app for a change of its schema.';

revoke all on function platform.lock_schema from public, anon, authenticated, service_role;
