-- canonical_reference: returns the reference of a column of a valid spec with its on_delete spelled out: cascade for a required column,
-- set_null for any other. Returns null for a column without a reference.
create or replace function platform.canonical_reference(spec jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when spec ? 'references' then jsonb_build_object(
    'table', spec -> 'references' -> 'table',
    'on_delete', coalesce(
      spec -> 'references' ->> 'on_delete', case when spec -> 'required' = 'true' then 'cascade' else 'set_null' end)
  ) end;
end
$$;

comment on function platform.canonical_reference is 'The reference of a column with its on_delete spelled out.';

revoke all on function platform.canonical_reference from public, anon, authenticated, service_role;
