-- sign_up_code: Returns the functions that are an app's sign-up code, in the order in which they run, or none. They are the triggers of
-- the view sandbox.app_57_sign_up (see set_sign_up_code): the catalog is the only place that says so.
create or replace function platform.sign_up_code(app_id bigint)
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view constant oid := to_regclass('sandbox.' || platform.app_object(app_id, 'sign_up'));
begin
  if v_view is null then
    return '{}';
  end if;
  return array(select tgfoid from pg_catalog.pg_trigger where tgrelid = v_view and not tgisinternal order by tgname);
end
$$;

comment on function platform.sign_up_code is 'Returns the functions that are an app''s sign-up code.';

revoke all on function platform.sign_up_code from public, anon, authenticated, service_role;
