-- restored_column_ddl: Returns SQL that adds a dropped column again by the definition that was saved with it (column_definition),
-- and writes its values back. A spec cannot state such a column, or not its default.
create or replace function platform.restored_column_ddl(app_id bigint, table_name text, column_name text, saved jsonb, dropped_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, table_name);
begin
  return concat(
    format('alter table public.%I add column %I %s;', v_table, column_name, saved ->> 'definition'),
    case when not saved ? 'generated' then platform.restore_values_ddl(app_id, table_name, column_name, dropped_id) end,
    case when saved ? 'sequence' then format(
      'select setval(pg_get_serial_sequence(%1$L, %2$L), (select coalesce(max(%2$I), 0) + 1 from public.%3$I), false);',
      format('public.%I', v_table), column_name, v_table) end,
    case when saved ? 'identity' then format('alter table public.%I alter column %I set generated always;', v_table, column_name) end,
    case when saved ? 'comment' then format('comment on column public.%I.%I is %L;', v_table, column_name, saved ->> 'comment') end);
end
$$;

comment on function platform.restored_column_ddl is 'Returns SQL that adds a dropped column again by its saved definition.';

revoke all on function platform.restored_column_ddl from public, anon, authenticated, service_role;
