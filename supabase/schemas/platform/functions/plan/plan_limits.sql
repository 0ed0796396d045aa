-- plan_limits: Returns the operations on the check constraints of a column's limits and an enum's values. Rows with a label
-- in renamed_values are updated; a removed label must not be in use. On a big table, a job validates the existing rows.
create or replace function platform.plan_limits(full_name text, table_name text, spec jsonb, before jsonb, objects jsonb, is_big boolean)
returns setof platform.operation
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_alter constant text := format('alter table public.%I ', full_name);
  v_column constant text := spec ->> 'name';
  v_dropped jsonb;
  v_check record;
  v_drop text;
  -- A rename is due if the column has only the old label, and the spec only the new one.
  v_renames constant jsonb := (
    select coalesce(jsonb_object_agg(labels.key, labels.value), '{}') from jsonb_each(coalesce(spec -> 'renamed_values', '{}')) as labels
    where before -> 'values' ? labels.key and not spec -> 'values' ? labels.key
      and spec -> 'values' @> labels.value and not before -> 'values' @> labels.value);
  v_sql text;
begin
  select coalesce(jsonb_agg(object), '[]') into v_dropped
  from jsonb_array_elements(objects) as element (object)
  where object ->> 'kind' = 'c'
    and exists (
      select from jsonb_array_elements_text(object -> 'options') as said (option)
      where before -> said.option is distinct from spec -> said.option);
  for v_check in
    select checks.suffix, checks.condition, platform.derived_name(full_name, array[v_column], checks.suffix) as name
    from platform.column_checks(spec, coalesce(platform.canonical_type(spec ->> 'type'), 'text')) as checks
    where before -> checks.suffix is distinct from spec -> checks.suffix
      or exists (select from jsonb_array_elements(v_dropped) as element (object) where object -> 'options' ? checks.suffix)
  loop
    select string_agg(v_alter || format('drop constraint %I;', object ->> 'later'), '') into v_drop
    from jsonb_array_elements(v_dropped) as element (object) where object -> 'options' = jsonb_build_array(v_check.suffix);
    v_sql := coalesce(v_drop, '');
    if v_check.suffix = 'values' and v_renames <> '{}' then
      v_sql := v_sql || platform.without_triggers_ddl(full_name, format(
        'update public.%1$I set %2$I = (%3$L::jsonb) ->> %2$I where %2$I = any (%4$L);',
        full_name, v_column, v_renames, array(select jsonb_object_keys(v_renames))));
    end if;
    return next platform.make_operation('set_limits',
      case
        when v_check.suffix = 'values' and before ? 'values' then 'change_values'
        when v_drop is null then 'add_limit'
        else 'change_limit'
      end,
      table_name,
      v_sql || v_alter || format('add constraint %I check (%s)%s;', v_check.name, v_check.condition,
        case when is_big then ' not valid' else '' end),
      column_name => v_column,
      before => before -> v_check.suffix, after => jsonb_build_object(v_check.suffix, spec -> v_check.suffix),
      violation_condition => format('(%s) is false', v_check.condition)
        || case when v_check.suffix = 'values' and v_renames <> '{}'
          then format(' and %I <> all (%L)', v_column, array(select jsonb_object_keys(v_renames))) else '' end,
      violation_reason => case v_check.suffix when 'values' then 'value_in_use' else 'limit_violated' end,
      job => case when is_big then jsonb_build_object('statement', v_alter || format('validate constraint %I', v_check.name)) end);
  end loop;
  return query
    select operation.*
    from jsonb_array_elements(v_dropped) as element (object)
    cross join lateral platform.make_operation('drop_limits', 'drop_limit', table_name,
      v_alter || format('drop constraint %I;', object ->> 'later'),
      column_name => v_column, before => object -> 'options') as operation
    where not (jsonb_array_length(object -> 'options') = 1 and spec ? (object -> 'options' ->> 0));
end
$$;

comment on function platform.plan_limits is 'Returns the operations on a column''s limits.';

revoke all on function platform.plan_limits from public, anon, authenticated, service_role;
