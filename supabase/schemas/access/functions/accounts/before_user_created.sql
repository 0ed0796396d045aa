-- before_user_created: Refuses a sign-up with a message for the person, as a hook of Auth. The trigger tg_users__enrol refuses it,
-- too, but Auth hides the words of a trigger from supabase-js: it returns 500 "Database error saving new user". Auth gives every
-- refusal of a hook the code "unknown", so the message begins with the reason: "signup_closed: Cannot join app 57: …".
-- Called by: Auth, before it creates an account (supabase/config.toml, auth.hook.before_user_created). Returns {} or {error:
-- {http_code, message}}.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.before_user_created(event jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_data constant jsonb := event #> '{user,user_metadata}';
  v_reason text;
begin
  if v_data ->> 'app_id' is not null then
    perform access.require_admission(
      access.requested_app(v_data), event #>> '{user,email}', v_data ->> 'invitation');
  end if;
  return '{}';
exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' then
  get stacked diagnostics v_reason = pg_exception_detail;
  return jsonb_build_object('error', jsonb_build_object(
    'http_code', substr(sqlstate, 3)::integer, 'message', v_reason || ': ' || sqlerrm));
end
$$;

comment on function access.before_user_created is 'Refuses a sign-up with a message for the person, as a hook of Auth.';

revoke all on function access.before_user_created from public, anon, authenticated, service_role;
grant usage on schema access to supabase_auth_admin;
grant execute on function access.before_user_created to supabase_auth_admin;
