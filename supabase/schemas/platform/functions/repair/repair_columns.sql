-- repair_columns: Adds the columns of a spec that its table lacks, with their references, and the indexes that it lacks.
-- Returns the steps that it took, one string each. An existing column is left as it is, whatever its type.
create or replace function platform.repair_columns(app_id bigint, spec jsonb)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_spec constant jsonb := platform.with_unique_columns(spec);
  v_table constant text := platform.app_object(app_id, spec ->> 'name');
  v_id constant oid := to_regclass(format('public.%I', v_table));
  v_column jsonb;
  v_ddl text;
  v_index record;
  v_steps text[] := '{}';
begin
  for v_column, v_ddl in
    select item, column_ddl.ddl
    from jsonb_array_elements(platform.canonical_columns(v_spec -> 'columns')) as element (item)
    cross join lateral platform.column_ddl(v_table, jsonb_build_array(item))
    where not exists (
      select from pg_catalog.pg_attribute where attrelid = v_id and attname = item ->> 'name' and not attisdropped
    )
  loop
    perform sandbox.run_as_app(app_id,
      format('alter table public.%I add column %s;', v_table, v_ddl)
      || platform.reference_ddl(app_id, jsonb_build_object('name', spec -> 'name', 'columns', jsonb_build_array(v_column))));
    v_steps := v_steps || format('added column %s.%s', v_table, v_column ->> 'name');
  end loop;

  -- An index on the same columns under another name serves as well.
  for v_index in
    select * from platform.index_ddl(app_id, v_spec) as wanted
    where not exists (
      select from pg_catalog.pg_index
      where indrelid = v_id and indexprs is null and indpred is null and indisunique = wanted.is_unique
        and array(
          select attname::text from unnest(indkey::smallint[]) with ordinality as key (number, position)
          join pg_catalog.pg_attribute on attrelid = v_id and attnum = key.number order by key.position
        ) = wanted.columns
    )
  loop
    perform sandbox.run_as_app(app_id, v_index.ddl);
    v_steps := v_steps || format('created index %s', v_index.name);
  end loop;
  return v_steps;
end
$$;

comment on function platform.repair_columns is 'Adds the columns and indexes of a spec that its table lacks.';

revoke all on function platform.repair_columns from public, anon, authenticated, service_role;
