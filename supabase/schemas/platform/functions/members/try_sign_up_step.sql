-- try_sign_up_step: Runs one step of finish_sign_up, 'profile' or 'code'. Returns null, or the SQLSTATE and the message with which it
-- failed; then nothing of it remains. query_canceled is how statement_timeout ends code that does not end by itself.
-- Called by: finish_sign_up.
create or replace function platform.try_sign_up_step(app_id bigint, user_id uuid, step text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if step = 'profile' then
    perform platform.finish_profile(app_id, user_id);
  else
    perform platform.run_sign_up_code(app_id, user_id);
  end if;
  return null;
exception when others or query_canceled or assert_failure then
  return sqlstate || ': ' || left(sqlerrm, 500);
end
$$;

comment on function platform.try_sign_up_step is 'Runs one step of finish_sign_up, and returns how it failed.';

revoke all on function platform.try_sign_up_step from public, anon, authenticated, service_role;
