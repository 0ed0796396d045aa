-- without_triggers_ddl: a change of rows that leaves updated_at alone: who reads the rows sees a change of the schema, not of the data.
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

comment on function platform.without_triggers_ddl is 'A change of rows that leaves updated_at alone.';

revoke all on function platform.without_triggers_ddl from public, anon, authenticated, service_role;
