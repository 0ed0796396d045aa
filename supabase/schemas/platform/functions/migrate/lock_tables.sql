-- lock_tables: Takes the locks of one mode that operations need on existing tables, in the order of the tables' names,
-- before those operations run.
create or replace function platform.lock_tables(app_id bigint, operations platform.operation[], mode text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sql text;
begin
  select string_agg(format('lock table public.%I in %s mode;', platform.app_object(app_id, locked.name), mode), '' order by locked.name)
  into v_sql
  from (
    select distinct coalesce(renamed.before #>> '{}', operation.table_name) as name
    from unnest(operations) as operation
    left join unnest(operations) as renamed
      on renamed.op = 'rename_table' and renamed.table_name = operation.table_name and operation.op <> 'drop_table'
    where operation.lock = lock_tables.mode and (operation.phase = 'save') = (lock_tables.mode = 'SHARE ROW EXCLUSIVE')
  ) as locked
  where to_regclass(format('public.%I', platform.app_object(app_id, locked.name))) is not null;
  if v_sql is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
end
$$;

comment on function platform.lock_tables is 'Takes the locks that operations need.';

revoke all on function platform.lock_tables from public, anon, authenticated, service_role;
