-- display_name: Returns the name of a table that people see: the spec's display_name, or its name in words (order_items
-- becomes Order Items).
create or replace function platform.display_name(spec jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(spec ->> 'display_name', initcap(replace(spec ->> 'name', '_', ' ')));
end
$$;

comment on function platform.display_name is 'Returns the name of a table that people see.';

revoke all on function platform.display_name from public, anon, authenticated, service_role;
