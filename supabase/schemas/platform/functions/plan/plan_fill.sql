-- plan_fill: Returns the operation that writes a column's default to the rows without a value, before the column becomes
-- required. Unless the type changes, too (is_late), it runs first of all, under the old names and while the app can still
-- read.
create or replace function platform.plan_fill(table_name text, spec jsonb, full_name text, column_name text, is_late boolean)
returns platform.operation
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.make_operation(case when is_late then 'fill_late' else 'save' end::platform.phase, 'fill', table_name,
    platform.without_triggers_ddl(full_name, format('update public.%1$I set %2$I = %3$s where %2$I is null;',
      full_name, plan_fill.column_name, platform.default_expression(spec -> 'default', platform.canonical_type(spec ->> 'type')))),
    column_name => spec ->> 'name',
    after => jsonb_build_object('table', full_name, 'column', plan_fill.column_name, 'default', spec -> 'default'),
    lock => case when is_late then 'ACCESS EXCLUSIVE' else 'SHARE ROW EXCLUSIVE' end,
    saves => 'nulls', warning => 'Rows without a value will get the default.');
end
$$;

comment on function platform.plan_fill is 'Returns the operation that fills a column before it becomes required.';

revoke all on function platform.plan_fill from public, anon, authenticated, service_role;
