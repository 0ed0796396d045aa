-- join_app: makes the signed-in user a member of an app whose signup allows it. Joining twice changes nothing.
-- Called by: public.join_app. Answers {app_id, role, status}.
-- Security: definer, because users cannot write the registry; it acts for auth.uid() alone.
-- Errors: 42501 not_signed_in, and those of access.admit.
create or replace function access.join_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if not exists (select from auth.users where users.id = v_user_id and users.deleted_at is null) then
    raise exception 'Cannot join app %: nobody is signed in', join_app.app_id
      using errcode = '42501', detail = 'not_signed_in', hint = 'Sign in first.';
  end if;
  return platform.add_member(join_app.app_id, v_user_id, access.admit(join_app.app_id, v_user_id));
end
$$;

comment on function access.join_app is 'Makes the signed-in user a member of an app.';

revoke all on function access.join_app from public, anon, authenticated, service_role;
grant execute on function access.join_app to authenticated;
