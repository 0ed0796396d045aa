-- forget_functions: Removes the functions from the registry that an app no longer has, such as those that went with a table whose
-- rows they take.
-- Called by: install_functions, reconcile_app and repair_app.
create or replace function platform.forget_functions(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from platform.app_functions
  where app_functions.app_id = forget_functions.app_id
    and not exists (select from pg_catalog.pg_proc where pg_proc.oid = app_functions.function_id);
end
$$;

comment on function platform.forget_functions is 'Removes the functions from the registry that an app no longer has.';

revoke all on function platform.forget_functions from public, anon, authenticated, service_role;
