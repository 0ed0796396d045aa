-- install_tables: makes tables of valid specs in an app, all or none: tables, protection, references, registry.
-- Called by: create_app and repair_tables, which hold the app's lock. Answers the tables' descriptions.
-- Errors: 22023 with the reason of the first problem of a spec, PT409 table_exists, PT409 table_limit_reached,
-- PT503 shard_full.
create or replace function platform.install_tables(app_id bigint, specs jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count constant integer := jsonb_array_length(specs);
  v_known text[];
  v_taken text;
  v_tables jsonb;
begin
  select array_agg(app_tables.name) into v_known from platform.app_tables where app_tables.app_id = install_tables.app_id;
  select item ->> 'name' into v_taken from jsonb_array_elements(specs) as element (item) where item ->> 'name' = any (v_known);
  if v_taken is not null then
    raise exception 'Cannot create table "%" in app %: it exists', v_taken, install_tables.app_id
      using errcode = 'PT409', detail = 'table_exists', hint = 'Choose another name, or drop the table first.';
  elsif cardinality(v_known) + v_count > (platform.setting('max_tables_per_app'))::integer then
    raise exception 'Cannot create % tables in app %: it may have % tables', v_count, install_tables.app_id, platform.setting('max_tables_per_app')
      using errcode = 'PT409', detail = 'table_limit_reached', hint = 'Drop tables that are not needed.';
  end if;

  perform sandbox.run_as_app(install_tables.app_id, (
    select string_agg(
      platform.table_ddl(install_tables.app_id, item)
      || platform.protection_ddl(install_tables.app_id, item ->> 'name', platform.canonical_scope(item ->> 'scope')), '')
      || string_agg(platform.reference_ddl(install_tables.app_id, item), '')
    from jsonb_array_elements(specs) as element (item)
  ));
  insert into platform.app_tables (app_id, name, scope, display_name)
  select install_tables.app_id, item ->> 'name', platform.canonical_scope(item ->> 'scope'),
    platform.display_name(item)
  from jsonb_array_elements(specs) as element (item);
  with described as (
    update platform.app_tables
    set baseline = platform.describe_table(app_tables.app_id, app_tables.name)
    from jsonb_array_elements(specs) with ordinality as element (item, position)
    where app_tables.app_id = install_tables.app_id and app_tables.name = item ->> 'name'
    returning element.position, app_tables.baseline
  )
  select coalesce(jsonb_agg(described.baseline order by described.position), '[]') into v_tables from described;
  return v_tables;
end
$$;

comment on function platform.install_tables is 'Makes tables of valid specs in an app, all or none.';

revoke all on function platform.install_tables from public, anon, authenticated, service_role;
