-- migration_json: a migration as the platform answers it: {id, app_id, version, kind, actor, created_at, rolled_back, operations}.
create or replace function platform.migration_json(migration platform.schema_migrations)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'id', migration.id, 'app_id', migration.app_id, 'version', migration.version, 'kind', migration.kind, 'actor', migration.actor,
    'created_at', migration.created_at, 'rolled_back', migration.rolled_back_by is not null, 'operations', migration.operations);
end
$$;

comment on function platform.migration_json is 'A migration as the platform answers it.';

revoke all on function platform.migration_json from public, anon, authenticated, service_role;
