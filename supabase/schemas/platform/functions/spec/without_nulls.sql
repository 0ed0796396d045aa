-- without_nulls: returns an object without the keys whose value is null. Unlike jsonb_strip_nulls it keeps nulls inside the values.
create or replace function platform.without_nulls(object jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(object) where value <> 'null');
end
$$;

comment on function platform.without_nulls is 'An object without the keys whose value is null.';

revoke all on function platform.without_nulls from public, anon, authenticated, service_role;
