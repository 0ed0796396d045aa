-- reconcile_app: gives what raw DDL made or changed the protection that the platform's own tables have, and brings the registry
-- up to date: tables without a row get one with the scope that fits them, tables that are gone lose theirs, views become
-- security invokers. Nothing that is right is touched.
-- Called by: run_statements after DDL, before verify_app judges, and DBAs as postgres (docs/operations.md).
-- Errors: PT409 table_limit_reached, PT503 shard_full.
create or replace function platform.reconcile_app(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_gone integer;
  v_new integer;
begin
  delete from platform.app_tables
  where app_tables.app_id = reconcile_app.app_id
    and app_tables.scope <> 'profile'
    and to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))) is null;
  get diagnostics v_gone = row_count;
  -- What was saved of columns of a table that is gone belongs to no table that gets its name. No table is called 0.
  update platform.dropped_objects set table_name = '0'
  where dropped_objects.app_id = reconcile_app.app_id and kind <> 'table' and dropped_objects.table_name !~ '^[0-9]'
    and to_regclass(format('public.%I', platform.app_object(dropped_objects.app_id, dropped_objects.table_name))) is null;

  insert into platform.app_tables (app_id, name, scope, display_name)
  select reconcile_app.app_id, short.name, platform.infer_scope(reconcile_app.app_id, relation.oid),
    platform.display_name(jsonb_build_object('name', short.name))
  from platform.app_relations(reconcile_app.app_id) as relation
  cross join lateral (select substr(relation.relname, char_length(platform.app_object(reconcile_app.app_id, '')) + 1) as name) as short
  where relation.relkind = 'r'
  on conflict on constraint app_tables_pkey do update
  -- A table of raw DDL follows the policies that its owner writes.
  set scope = excluded.scope where platform.is_raw_scope(app_tables.scope) and platform.is_raw_scope(excluded.scope)
    and app_tables.scope <> excluded.scope;
  select count(*) into v_new from platform.app_tables
  where app_tables.app_id = reconcile_app.app_id and app_tables.baseline = '{}' and app_tables.scope <> 'profile';

  perform platform.reconcile_views(app_id);
  perform platform.repair_protection(app_id);
  update platform.app_tables set baseline = described.now
  from (
    select tables.name, platform.describe_table(reconcile_app.app_id, tables.name) as now
    from platform.app_tables as tables where tables.app_id = reconcile_app.app_id
  ) as described
  where app_tables.app_id = reconcile_app.app_id and app_tables.name = described.name and app_tables.baseline <> described.now;
  if (select count(*) from platform.app_tables where app_tables.app_id = reconcile_app.app_id) > platform.setting('max_tables_per_app')::integer then
    raise exception 'Cannot keep the tables of app %: it may have % tables', reconcile_app.app_id, platform.setting('max_tables_per_app')
      using errcode = 'PT409', detail = 'table_limit_reached', hint = 'Drop tables that are not needed.';
  elsif v_new <> v_gone then
    perform platform.reserve_capacity(0, v_new - v_gone);
  end if;
end
$$;

comment on function platform.reconcile_app is 'Protects and registers what raw DDL made.';

revoke all on function platform.reconcile_app from public, anon, authenticated, service_role;
