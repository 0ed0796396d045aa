-- passes_row_security: Returns whether the code of an app that runs now reaches every row of the app: a key or the operator called
-- it, or a function that the app declared SECURITY DEFINER did. A function that the app declared SECURITY INVOKER runs as
-- app_57_user; without this, it would have fewer rights in a definer's call than in PostgreSQL.
-- The mark of such a call is the setting default_transaction_deferrable, which says nothing about the transaction that is running.
-- A function's SET clause sets it and resets it at the end, whatever happens; a setting of our own would need a superuser there.
-- Code of apps cannot set it otherwise, enter_code and data_api.check_request clear it, and only policies for app_57_user ask.
-- Called by: the policies app_code… of every app table, which only role app_57_user evaluates.
-- Security: definer, because callers cannot execute what it calls.
create or replace function access.passes_row_security(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return current_setting('default_transaction_deferrable') = 'on' or access.role(app_id) = 'service_role';
end
$$;

comment on function access.passes_row_security is 'Returns whether the code of an app that runs now reaches every row of the app.';

revoke all on function access.passes_row_security from public, anon, authenticated, service_role;
grant execute on function access.passes_row_security to anon, authenticated, service_role, app_service, app_code;
