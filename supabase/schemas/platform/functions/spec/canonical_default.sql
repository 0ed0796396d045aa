-- canonical_default: returns a default of a valid spec as default_json reads it back from the catalog: timestamps in UTC, times with
-- seconds, uuids in lower case.
create or replace function platform.canonical_default(value jsonb, type text)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when jsonb_typeof(value) = 'string' and type = 'timestamptz' then
      to_jsonb(to_char((value #>> '{}')::timestamp with time zone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    when jsonb_typeof(value) = 'string' and type = 'time' then to_jsonb(((value #>> '{}')::time without time zone)::text)
    when jsonb_typeof(value) = 'string' and type = 'uuid' then to_jsonb(((value #>> '{}')::uuid)::text)
    when jsonb_typeof(value) = 'array' and type = 'uuid[]' then (
      select coalesce(jsonb_agg(lower(item #>> '{}')), '[]') from jsonb_array_elements(value) as element (item))
    else value
  end;
end
$$;

comment on function platform.canonical_default is 'A default of a spec as default_json reads it back.';

revoke all on function platform.canonical_default from public, anon, authenticated, service_role;
