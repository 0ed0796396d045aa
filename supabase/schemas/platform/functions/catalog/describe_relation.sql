-- describe_relation: Returns a registered table of an app as describe_table does, read from the catalog, or null if it does
-- not exist. Columns have the order of ordered -> 'columns', followed by the others.
create or replace function platform.describe_relation(registered platform.app_tables, ordered jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_full_name constant text := platform.app_object(registered.app_id, registered.name);
  v_id constant oid := to_regclass(format('public.%I', v_full_name));
  v_columns constant jsonb := platform.describe_columns(registered.app_id, v_id, ordered, registered.scope);
begin
  return case when v_id is not null then platform.without_nulls(jsonb_build_object(
    'name', registered.name,
    'full_name', v_full_name,
    'display_name', registered.display_name,
    'description', (
      select description from pg_catalog.pg_description
      where objoid = v_id and classoid = 'pg_catalog.pg_class'::regclass and objsubid = 0 and registered.scope <> 'profile'
        and char_length(description) <= 1000
    ),
    'scope', registered.scope,
    'columns', v_columns,
    'indexes', nullif(platform.describe_indexes(v_id, v_columns, registered.scope), '[]')
  )) end;
end
$$;

comment on function platform.describe_relation is 'Returns a registered table of an app, read from the catalog.';

revoke all on function platform.describe_relation from public, anon, authenticated, service_role;
