-- add_member: Makes a user a member of an app, with a profile there, and runs the sign-up code of the app for a new member.
-- Adding a member again changes nothing. Returns the membership as it is now: {app_id, user_id, role, status, joined_at}.
-- Called by: the platform (service_role) and access.join_app.
-- Security: definer, because service_role cannot write the registry.
-- Errors: those of enrol_member. Not those of the app's code: the user is a member all the same.
create or replace function platform.add_member(app_id bigint, user_id uuid, role text default 'member')
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member platform.app_members;
begin
  if platform.has_time_limit() then
    perform platform.try_account_change(app_id, user_id);
  end if;
  v_member := platform.enrol_member(app_id, user_id, role);
  perform platform.finish_sign_up(app_id, user_id);
  return to_jsonb(v_member);
end
$$;

comment on function platform.add_member is 'Makes a user a member of an app, with a profile there.';

revoke all on function platform.add_member from public, anon, authenticated, service_role;
grant execute on function platform.add_member to service_role;
