-- schema_fingerprint: a digest of an app's schema and of a spec: a plan made before something changed has another one. state is
-- schema_state.
create or replace function platform.schema_fingerprint(state jsonb, spec jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return md5(spec::text || state::text);
end
$$;

comment on function platform.schema_fingerprint is 'A digest of an app''s schema and of a spec.';

revoke all on function platform.schema_fingerprint from public, anon, authenticated, service_role;
