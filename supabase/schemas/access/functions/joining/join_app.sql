-- join_app: Makes the signed-in user a member of an app whose signup setting allows it. Returns the membership, {app_id,
-- user_id, role, status, joined_at}. Joining again changes nothing. invitation is the secret of an invitation to the user's address.
-- Called by: public.join_app.
-- Security: definer, because users cannot write the registry; it acts only for auth.uid().
-- Errors: 42501 not_signed_in, and those of access.admit.
create or replace function access.join_app(app_id bigint, invitation text default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if not exists (select from auth.users where users.id = v_user_id and users.deleted_at is null) then
    raise exception 'Cannot join app %: no user is signed in', join_app.app_id
      using errcode = '42501', detail = 'not_signed_in', hint = 'Sign in, then call join_app again.';
  end if;
  return platform.add_member(join_app.app_id, v_user_id, access.admit(join_app.app_id, v_user_id, join_app.invitation));
end
$$;

comment on function access.join_app is 'Makes the signed-in user a member of an app.';

revoke all on function access.join_app from public, anon, authenticated, service_role;
grant execute on function access.join_app to authenticated;
