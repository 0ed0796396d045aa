-- schema_fingerprint: a digest of an app's schema as it is and of a spec: a plan made before something changed has another one.
create or replace function platform.schema_fingerprint(app_id bigint, spec jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return md5(spec::text || (
    select coalesce(jsonb_object_agg(app_tables.name, platform.describe_table(app_tables.app_id, app_tables.name)), '{}')::text
    from platform.app_tables where app_tables.app_id = schema_fingerprint.app_id
      and to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))) is not null));
end
$$;

comment on function platform.schema_fingerprint is 'A digest of an app''s schema and of a spec.';

revoke all on function platform.schema_fingerprint from public, anon, authenticated, service_role;
