-- display_name: what people see of a table: the spec's display_name, or its name in words: order_items is Order Items.
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

comment on function platform.display_name is 'What people see of a table.';

revoke all on function platform.display_name from public, anon, authenticated, service_role;
