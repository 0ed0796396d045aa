-- finish_sign_ups_of: Does what remains to be done for a user who joined apps that have code of their own, before the user's first
-- token or request. What failed three times is left to run_pending_code, so that no code holds up every token.
-- Called by: access.custom_access_token, in Auth's session, and data_api.finish_sign_ups.
create or replace function platform.finish_sign_ups_of(user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app_id bigint;
begin
  for v_app_id in
    select pending.app_id from platform.pending_sign_ups as pending
    where pending.user_id = finish_sign_ups_of.user_id and pending.attempts < 3
    order by pending.queued_at, pending.app_id
  loop
    -- After a 57014 no limit is left.
    exit when platform.finish_sign_up(v_app_id, user_id) like '57014%';
  end loop;
end
$$;

comment on function platform.finish_sign_ups_of is 'Does what remains to be done for a user who joined apps that have code of their own.';

revoke all on function platform.finish_sign_ups_of from public, anon, authenticated, service_role;
