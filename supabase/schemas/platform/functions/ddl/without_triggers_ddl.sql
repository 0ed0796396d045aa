-- without_triggers_ddl: Wraps SQL that changes rows so that updated_at keeps its value: it tells clients when the data
-- changed, not the schema.
create or replace function platform.without_triggers_ddl(full_name text, sql text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('alter table public.%1$I disable trigger user; %2$s alter table public.%1$I enable trigger user;', full_name, sql);
end
$$;

comment on function platform.without_triggers_ddl is 'Wraps SQL that changes rows so that updated_at keeps its value.';

revoke all on function platform.without_triggers_ddl from public, anon, authenticated, service_role;
