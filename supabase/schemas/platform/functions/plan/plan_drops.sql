-- plan_drops: Returns the operations that move tables to the trash. Their foreign keys to other tables are dropped first,
-- so that trashed rows never block a delete.
create or replace function platform.plan_drops(app_id bigint, drops text[])
returns setof platform.operation
language plpgsql
stable
rows 3
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select operation.*
    from unnest(drops) as dropped (name)
    join pg_catalog.pg_constraint as rule
      on rule.conrelid = to_regclass(format('public.%I', platform.app_object(app_id, dropped.name))) and rule.contype = 'f'
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = rule.conrelid and attribute.attnum = rule.conkey[1]
    cross join lateral platform.make_operation('drop_references', 'drop_reference', dropped.name,
      format('alter table public.%I drop constraint %I;', platform.app_object(app_id, dropped.name), rule.conname),
      column_name => attribute.attname) as operation
    where attribute.attname <> 'user_id';
  return query
    select operation.*
    from unnest(drops) as dropped (name)
    cross join lateral platform.make_operation('drop_tables', 'drop_table', dropped.name,
      format('alter table public.%I set schema trash;', platform.app_object(app_id, dropped.name)),
      destructive => true, saves => 'table', warning => 'The table goes to the trash; restore_dropped can bring it back.') as operation;
end
$$;

comment on function platform.plan_drops is 'Returns the operations that move tables to the trash.';

revoke all on function platform.plan_drops from public, anon, authenticated, service_role;
