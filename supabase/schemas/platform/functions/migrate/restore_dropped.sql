-- restore_dropped: Restores a dropped table or column from the trash, with its rows or values. References to tables that no
-- longer exist are omitted. A column becomes optional if it has no default and rows have no value for it.
-- Called by: the apps function and the platform (service_role). Returns the same as apply_schema.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT404 dropped_not_found, PT404 table_not_found, PT409 table_exists,
-- PT409 column_exists, and those of change_schema.
create or replace function platform.restore_dropped(app_id bigint, dropped_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_dropped platform.dropped_objects;
  v_table jsonb;
  v_known text[];
begin
  perform platform.lock_schema(app_id);
  select * into v_dropped from platform.dropped_objects
  where dropped_objects.app_id = restore_dropped.app_id and dropped_objects.id = dropped_id and kind in ('table', 'column');
  if not found then
    raise exception 'Cannot restore object % of app %: it is not in the trash', dropped_id, restore_dropped.app_id
      using errcode = 'PT404', detail = 'dropped_not_found', hint = 'List the trash with list_dropped.';
  end if;
  select array_agg(app_tables.name) into v_known from platform.app_tables where app_tables.app_id = restore_dropped.app_id;
  if v_dropped.parent_id is not null or v_dropped.is_orphaned then
    raise exception 'Cannot restore column "%" of table "%": the table itself was dropped', v_dropped.column_name, v_dropped.table_name
      using errcode = 'PT404', detail = 'table_not_found', hint = 'Restore the table first, if list_dropped lists it.';
  elsif v_dropped.kind = 'table' then
    if v_dropped.table_name = any (v_known) then
      raise exception 'Cannot restore table "%" of app %: another table has its name', v_dropped.table_name, restore_dropped.app_id
        using errcode = 'PT409', detail = 'table_exists', hint = 'Rename or drop the other table first.';
    end if;
    v_table := v_dropped.spec;
  else
    v_table := platform.describe_table(app_id, v_dropped.table_name) - 'full_name';
    if v_table -> 'columns' @> jsonb_build_array(jsonb_build_object('name', v_dropped.column_name)) then
      raise exception 'Cannot restore column "%" of table "%": another column has its name', v_dropped.column_name, v_dropped.table_name
        using errcode = 'PT409', detail = 'column_exists', hint = 'Rename or drop the other column first.';
    end if;
    if not v_dropped.spec ? 'default' and sandbox.run_as_app(app_id, format(
      'select from public.%1$I where not exists ('
      'select from trash.%2$I as saved where saved.id = %1$I.id and saved.value is not null) limit 1',
      platform.app_object(app_id, v_dropped.table_name), platform.app_object(app_id, dropped_id::text))) > 0
    then
      v_dropped.spec := v_dropped.spec - 'required';
    end if;
    v_table := jsonb_set(v_table, '{columns}', (v_table -> 'columns') || v_dropped.spec);
  end if;
  v_table := jsonb_set(v_table, '{columns}', (
    select jsonb_agg(
      case when item #>> '{references,table}' = any (v_known || v_dropped.table_name) then item else item - 'references' end
      order by element.position)
    from jsonb_array_elements(v_table -> 'columns') with ordinality as element (item, position)));
  return platform.change_schema(app_id, 'restore_dropped', jsonb_build_array(v_table), '{}',
    jsonb_build_array(jsonb_build_object(
      'kind', v_dropped.kind, 'table', v_dropped.table_name, 'column', v_dropped.column_name, 'id', dropped_id)), false, false);
end
$$;

comment on function platform.restore_dropped is 'Restores a dropped table or column from the trash.';

revoke all on function platform.restore_dropped from public, anon, authenticated, service_role;
grant execute on function platform.restore_dropped to service_role;
