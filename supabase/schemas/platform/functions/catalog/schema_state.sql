-- schema_state: Returns the tables of an app as describe_table returns them, by name. The profile table is omitted, and so
-- are registered tables that do not exist.
create or replace function platform.schema_state(app_id bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_object_agg(app_tables.name, platform.describe_table(app_tables.app_id, app_tables.name)), '{}')
    from platform.app_tables
    where app_tables.app_id = schema_state.app_id and app_tables.scope <> 'profile'
      and to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))) is not null);
end
$$;

comment on function platform.schema_state is 'Returns the tables of an app as describe_table returns them.';

revoke all on function platform.schema_state from public, anon, authenticated, service_role;
