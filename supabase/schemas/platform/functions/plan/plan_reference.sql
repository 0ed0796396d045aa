-- plan_reference: Returns the operation that adds a foreign key to an existing column. On a big table, a job validates the
-- existing rows.
create or replace function platform.plan_reference(app_id bigint, table_name text, spec jsonb, is_big boolean, renames jsonb)
returns platform.operation
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, table_name);
  v_target constant text := platform.app_object(app_id, spec -> 'references' ->> 'table');
  v_ddl constant text := platform.reference_ddl(app_id, jsonb_build_object('name', table_name, 'columns', jsonb_build_array(spec)));
begin
  return platform.make_operation('add_references', 'add_reference', table_name,
    case when is_big then replace(v_ddl, ';', ' not valid;') else v_ddl end,
    column_name => spec ->> 'name', after => spec -> 'references', lock => 'SHARE ROW EXCLUSIVE',
    violation_condition => format('%1$I is not null and not exists (select from public.%2$I as target where target.id = %3$I.%1$I)',
      spec ->> 'name', v_target, v_table),
    violation_reason => 'reference_violated',
    job => case when is_big then jsonb_build_object('statement', format('alter table public.%I validate constraint %I', v_table,
      platform.derived_name(v_table, array[spec ->> 'name'], 'fkey'))) end);
end
$$;

comment on function platform.plan_reference is 'Returns the operation that adds a foreign key.';

revoke all on function platform.plan_reference from public, anon, authenticated, service_role;
