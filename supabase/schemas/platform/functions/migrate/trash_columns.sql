-- trash_columns: Saves columns of tables of specs to the trash, runs the SQL that drops them and records the schema change.
-- columns are the names by table, {"todos": ["text"]}. The columns of every table (id, user_id, created_at, updated_at) have no
-- place in a spec and are not saved. The caller verifies the app afterwards.
-- Called by: sandbox.run_ddl.
create or replace function platform.trash_columns(app_id bigint, columns jsonb, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names constant text[] := array(select jsonb_object_keys(columns) order by 1);
  v_before constant jsonb := (
    select jsonb_agg(platform.describe_table(app_id, name) - 'full_name' order by name) from unnest(v_names) as name);
  v_operations constant platform.operation[] := array(
    select operation
    from jsonb_array_elements(v_before) as spec
    cross join lateral jsonb_array_elements(spec -> 'columns') as item
    cross join lateral platform.make_operation('drop_columns', 'drop_column', spec ->> 'name',
      format('alter table public.%I drop column %I;', platform.app_object(app_id, spec ->> 'name'), item ->> 'name'),
      column_name => item ->> 'name', before => item, destructive => true, saves => 'column',
      after => jsonb_build_object('table', platform.app_object(app_id, spec ->> 'name'), 'column', item -> 'name')) as operation
    where columns -> (spec ->> 'name') ? (item ->> 'name'));
  v_saved jsonb := '[]';
  v_operation platform.operation;
begin
  foreach v_operation in array v_operations loop
    v_saved := v_saved || platform.saved_values(v_operations, v_operation, platform.save_values(app_id, v_operation));
  end loop;
  perform sandbox.run_as_app(app_id, sql);
  perform platform.refresh_baselines(app_id, v_names);
  perform platform.record_schema_change(app_id, 'alter_table', v_operations,
    jsonb_build_object('desired', v_before, 'drops', '[]'::jsonb, 'restores', v_saved), v_names);
end
$$;

comment on function platform.trash_columns is 'Saves columns to the trash, and runs the SQL that drops them.';

revoke all on function platform.trash_columns from public, anon, authenticated, service_role;
