-- restore_values_ddl: Returns SQL that writes saved values from the trash back to a column. Only the triggers of foreign
-- keys fire: nobody edited the rows.
create or replace function platform.restore_values_ddl(app_id bigint, table_name text, column_name text, dropped_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.without_triggers_ddl(platform.app_object(app_id, table_name), format(
    'update public.%1$I set %2$I = saved.value from trash.%3$I as saved where saved.id = %1$I.id;',
    platform.app_object(app_id, table_name), column_name, platform.app_object(app_id, dropped_id::text)));
end
$$;

comment on function platform.restore_values_ddl is 'Returns SQL that writes saved values from the trash back to a column.';

revoke all on function platform.restore_values_ddl from public, anon, authenticated, service_role;
