-- is_operator: Returns whether the operator of the shard calls: a request with the secret key, which exec_sql is, or a session of
-- the database's owner. Code of an app cannot pretend to be one: PostgreSQL does not let a definer function change the role.
-- Called by: access.role.
create or replace function access.is_operator()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case current_setting('role')
    when 'service_role' then true
    when 'none' then session_user not in ('authenticator', 'anon', 'authenticated') and session_user not like 'supabase\_%'
    when 'postgres' then true
    else false
  end;
end
$$;

comment on function access.is_operator is 'Returns whether the operator of the shard calls.';

revoke all on function access.is_operator from public, anon, authenticated, service_role;
