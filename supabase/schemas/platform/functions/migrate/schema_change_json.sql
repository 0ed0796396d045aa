-- schema_change_json: Returns a schema change as the API shows it: {id, app_id, version, kind, actor, created_at,
-- rolled_back, operations}.
create or replace function platform.schema_change_json(change platform.schema_changes)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'id', change.id, 'app_id', change.app_id, 'version', change.version, 'kind', change.kind, 'actor', change.actor,
    'created_at', change.created_at, 'rolled_back', change.rolled_back_by is not null, 'operations', change.operations);
end
$$;

comment on function platform.schema_change_json is 'Returns a schema change as the API shows it.';

revoke all on function platform.schema_change_json from public, anon, authenticated, service_role;
