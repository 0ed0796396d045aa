-- schema_fingerprint: Returns a digest of an app's schema and a spec. A plan made before either of them changed has a
-- different one. state is schema_state.
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

comment on function platform.schema_fingerprint is 'Returns a digest of an app''s schema and a spec.';

revoke all on function platform.schema_fingerprint from public, anon, authenticated, service_role;
