-- referable_tables: returns the names of the tables of an app that a spec may reference without describing them: all of its tables,
-- or with unmanaged_only those that raw DDL made, because a whole-app spec drops the others. Returns {} without an app.
-- Errors: PT404 app_not_found.
create or replace function platform.referable_tables(app_id bigint, unmanaged_only boolean)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if app_id is not null and not exists (select from platform.apps where apps.id = referable_tables.app_id) then
    raise exception 'Cannot validate a spec for app %: the app does not exist', referable_tables.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the id, or omit it for a new app.';
  end if;
  return array(
    select app_tables.name from platform.app_tables
    join platform.scopes on scopes.name = app_tables.scope
    where app_tables.app_id = referable_tables.app_id and not (unmanaged_only and scopes.origin = 'spec'));
end
$$;

comment on function platform.referable_tables is 'The tables of an app that a spec may reference without describing them.';

revoke all on function platform.referable_tables from public, anon, authenticated, service_role;
