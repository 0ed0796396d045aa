-- leave_app: ends the signed-in user's membership; the profile and the user's rows in the app go with it.
-- Called by: public.leave_app. Answers {app_id, left}; left is false where there was no membership.
-- What a suspended or deleted app holds stays as it is. A suspended member cannot leave: leaving and joining again would lift the suspension.
-- Security: definer, because users cannot write the registry; it acts for auth.uid() alone.
-- Errors: PT404 app_not_found, PT403 membership_suspended.
create or replace function access.leave_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  select app_members.status into v_status from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid()
  for update;
  if not access.is_app_active(app_id) then
    raise exception 'Cannot leave app %: there is no such active app', leave_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
  elsif v_status = 'suspended' then
    raise exception 'Cannot leave app %: the membership is suspended', leave_app.app_id
      using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app.';
  end if;
  delete from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid();
  return jsonb_build_object('app_id', leave_app.app_id, 'left', found);
end
$$;

comment on function access.leave_app is 'Ends the signed-in user''s membership in an app.';

revoke all on function access.leave_app from public, anon, authenticated, service_role;
grant execute on function access.leave_app to authenticated;
