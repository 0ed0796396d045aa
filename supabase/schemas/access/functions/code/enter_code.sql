-- enter_code: Admits a call of an app's function from outside: the app is active, and the caller may execute the function. To
-- PostgreSQL a member of another app is authenticated; to this app they are a visitor (see access.role). A key that may only read
-- gets a transaction that only reads. Takes one of the app's request slots. The operator may call functions of suspended apps.
-- Called by: the wrappers public.app_57_…, before the function.
-- Security: definer, because callers cannot read the registry.
-- Errors: PT409 app_not_active, 42501 for a caller who may not execute the function, PT429 too_many_requests.
create or replace function access.enter_code(app_id bigint, called regprocedure)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := access.role(app_id);
begin
  perform set_config('default_transaction_deferrable', 'off', true);
  if access.is_operator() then
    return;
  elsif not access.is_app_active(app_id) then
    raise exception 'Cannot call the function: app % is not active', app_id
      using errcode = 'PT409', detail = 'app_not_active', hint = 'Ask the owner of the app.';
  elsif not has_function_privilege(case v_role when 'service_role' then 'app_service' else v_role end, called, 'execute') then
    raise exception 'permission denied for function %', (select proname from pg_proc where pg_proc.oid = called)
      using errcode = '42501';
  elsif v_role = 'service_role' and not access.has_app_key(app_id, 'write') then
    perform set_config('transaction_read_only', 'on', true);
  end if;
end
$$;

comment on function access.enter_code is 'Admits a call of an app''s function from outside.';

revoke all on function access.enter_code from public, anon, authenticated, service_role;
grant execute on function access.enter_code to anon, authenticated, service_role, app_service, app_code;
