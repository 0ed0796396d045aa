-- repair_tables: Creates the tables of the given specs that an app lacks, and adds to the others the columns and indexes
-- that are missing. Returns the steps that it took, one string each.
create or replace function platform.repair_tables(app_id bigint, specs jsonb, is_new_app boolean)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_spec jsonb;
  v_absent jsonb := '[]';
  v_done text[];
  v_steps text[] := '{}';
begin
  for v_spec in select * from jsonb_array_elements(specs) loop
    if to_regclass(format('public.%I', platform.app_object(app_id, v_spec ->> 'name'))) is null then
      v_absent := v_absent || (v_spec - 'renamed_from');
      delete from platform.app_tables where app_tables.app_id = repair_tables.app_id and app_tables.name = v_spec ->> 'name';
      if found then
        perform platform.reserve_tables(app_id, -1);
      end if;
      v_steps := v_steps || format('created table %s', platform.app_object(app_id, v_spec ->> 'name'));
      continue;
    end if;
    insert into platform.app_tables (app_id, name, scope, display_name)
    values (app_id, v_spec ->> 'name', platform.canonical_scope(v_spec ->> 'scope'), platform.display_name(v_spec))
    on conflict do nothing;
    v_done := case when found then array[format('registered table %s', platform.app_object(app_id, v_spec ->> 'name'))] else '{}' end
      || platform.repair_columns(app_id, v_spec);
    if v_done <> '{}' then
      v_steps := v_steps || v_done;
      perform platform.refresh_baselines(app_id, array[v_spec ->> 'name']);
    end if;
  end loop;
  if v_absent <> '[]' or is_new_app then
    perform platform.change_schema(app_id, case when is_new_app then 'create_app' else 'repair_app' end, v_absent);
  end if;
  return v_steps;
end
$$;

comment on function platform.repair_tables is 'Creates the tables, columns and indexes of specs that an app lacks.';

revoke all on function platform.repair_tables from public, anon, authenticated, service_role;
