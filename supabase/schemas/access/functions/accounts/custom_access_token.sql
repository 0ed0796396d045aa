-- custom_access_token: Runs the sign-up code that waits for a user, as a hook of Auth, before the user gets a token: the app's first read
-- finds what the code inserted. The claims of the token remain as they are. It never fails: Auth would refuse to sign the user in.
-- Called by: Auth, before it issues a token (supabase/config.toml, auth.hook.custom_access_token), in a transaction of its own or in that
-- of the sign-in, never within the statement that creates the account. Auth gives it 2 s as statement_timeout; without, nothing runs.
-- Returns {claims}.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.custom_access_token(event jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  begin
    perform platform.finish_sign_ups_of((event ->> 'user_id')::uuid);
  exception when others or query_canceled then
    null;
  end;
  return jsonb_build_object('claims', event -> 'claims');
end
$$;

comment on function access.custom_access_token is 'Runs the sign-up code that waits for a user, as a hook of Auth.';

revoke all on function access.custom_access_token from public, anon, authenticated, service_role;
grant execute on function access.custom_access_token to supabase_auth_admin;
