-- leave_app: Ends the membership of the signed-in user; the profile and the user's rows in the app are deleted with it.
-- Returns {app_id, left}; left is false if there was no membership.
-- What a suspended or deleted app holds stays unchanged. A suspended member cannot leave: leaving and joining again would
-- lift the suspension. Nor can a banned user.
-- Called by: public.leave_app.
-- Security: definer, because users cannot write the registry; it acts only for auth.uid().
-- Errors: PT404 app_not_found, PT403 membership_suspended, PT403 account_banned, PT409 last_owner.
create or replace function access.leave_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  if access.is_banned(auth.uid()) then
    raise exception 'Cannot leave app %: the account is banned', leave_app.app_id
      using errcode = 'PT403', detail = 'account_banned', hint = 'Wait until the ban ends, or ask the operator to lift it.';
  end if;
  perform platform.require_other_owner(app_id, auth.uid());
  select app_members.status into v_status from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid()
  for update;
  -- Not is_app_active, which takes one of the app's slots for requests.
  if not exists (select from platform.apps where apps.id = leave_app.app_id and apps.status = 'active') then
    raise exception 'Cannot leave app %: no active app has this id', leave_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
  elsif v_status = 'suspended' then
    raise exception 'Cannot leave app %: the membership is suspended', leave_app.app_id
      using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app to end the suspension.';
  end if;
  delete from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid();
  return jsonb_build_object('app_id', leave_app.app_id, 'left', found);
end
$$;

comment on function access.leave_app is 'Ends the membership of the signed-in user in an app.';

revoke all on function access.leave_app from public, anon, authenticated, service_role;
grant execute on function access.leave_app to authenticated;
