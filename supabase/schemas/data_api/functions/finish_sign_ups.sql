-- finish_sign_ups: Runs the sign-up code that waits for the signed-in user, before a request that may write. Usually it ran before the
-- first token (access.custom_access_token); this is for users who had a token before they joined.
-- Called by: check_request.
-- Security: definer, because requests have no access to the registry. It acts only for auth.uid(), and returns nothing.
create or replace function data_api.finish_sign_ups()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if exists (select from platform.pending_sign_ups where pending_sign_ups.user_id = v_user_id and pending_sign_ups.attempts < 3) then
    perform platform.finish_sign_ups_of(v_user_id);
  end if;
end
$$;

comment on function data_api.finish_sign_ups is 'Runs the sign-up code that waits for the signed-in user.';

revoke all on function data_api.finish_sign_ups from public, anon, authenticated, service_role;
grant execute on function data_api.finish_sign_ups to authenticated;
