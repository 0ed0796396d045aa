-- is_banned: Returns whether Auth has banned an account until a time that has not come yet.
-- Called by: access.admit, access.leave_app and access.my_apps. The predicates of policies have the same condition in their query.
create or replace function access.is_banned(user_id uuid)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from auth.users where users.id = is_banned.user_id and users.banned_until > now());
end
$$;

comment on function access.is_banned is 'Returns whether Auth has banned an account.';

revoke all on function access.is_banned from public, anon, authenticated, service_role;
