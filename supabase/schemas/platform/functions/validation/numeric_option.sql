-- numeric_option: returns a numeric option of a column spec, or null where it is missing or not a number.
create or replace function platform.numeric_option(spec jsonb, key text)
returns numeric
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when jsonb_typeof(spec -> key) = 'number' then (spec ->> key)::numeric end;
end
$$;

comment on function platform.numeric_option is 'A numeric option of a column spec, or null.';

revoke all on function platform.numeric_option from public, anon, authenticated, service_role;
