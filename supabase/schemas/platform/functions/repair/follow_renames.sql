-- follow_renames: Gives the tables of specs that raw DDL has renamed their new names in the registry and the trash, so that
-- what the same call does to them later is done to tables of a spec. before has the ids of the registered tables before
-- the DDL, by name; the result has them by their new names.
-- Called by: run_statements after a statement that renames.
create or replace function platform.follow_renames(app_id bigint, before jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_before jsonb := before;
  v_table record;
  v_gone integer;
begin
  for v_table in
    select former.name as old_name, short.name as new_name, former.id
    from jsonb_each_text(before) as former (name, id)
    join platform.app_tables on app_tables.app_id = follow_renames.app_id and app_tables.name = former.name
    join pg_catalog.pg_class on pg_class.oid = former.id::oid and pg_class.relnamespace = 'public'::regnamespace
    cross join lateral (select right(pg_class.relname, -char_length(v_prefix)) as name) as short
    where platform.is_spec_scope(app_tables.scope) and pg_class.relname <> v_prefix || former.name
  loop
    -- A table of raw DDL that had the name may have been dropped or renamed in the same call.
    delete from platform.app_tables where app_tables.app_id = follow_renames.app_id and app_tables.name = v_table.new_name;
    get diagnostics v_gone = row_count;
    perform platform.reserve_tables(app_id, -v_gone);
    perform platform.rename_in_registry(app_id, v_table.old_name, v_table.new_name);
    v_before := v_before - v_table.old_name || jsonb_build_object(v_table.new_name, v_table.id);
  end loop;
  return v_before;
end
$$;

comment on function platform.follow_renames is 'Gives the tables of specs that raw DDL has renamed their new names in the registry.';

revoke all on function platform.follow_renames from public, anon, authenticated, service_role;
