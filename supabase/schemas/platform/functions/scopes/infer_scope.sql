-- infer_scope: Returns the scope of a table that raw DDL created. A renamed table keeps the scope whose policies it has. A
-- table whose owner wrote policies has no default policy (custom). A table without policies whose owner enabled row security,
-- or dropped the last policy, is for keys only (server_only), as in Supabase. Otherwise its rows belong to the user in
-- user_id (owned), or, if it has no user_id, to all members (open); such a table has a default policy once it is protected.
create or replace function platform.infer_scope(app_id bigint, table_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text := platform.reserved_policies();
  v_policies constant text[] := array(select polname::text from pg_catalog.pg_policy where polrelid = table_id and polname !~ c_reserved);
  v_scope text;
begin
  foreach v_scope in array array(select scopes.name from platform.scopes where scopes.origin = 'spec' order by scopes.position) loop
    if v_policies <> '{}' and v_policies @> array(
      select policy.name from platform.scope_policies(app_id, v_scope) as policy where policy.name !~ c_reserved
    ) then
      return v_scope;
    end if;
  end loop;
  if v_policies <> '{}' then
    return 'custom';
  elsif not exists (select from pg_catalog.pg_policy where polrelid = table_id and polname ~ '^default_')
    and (exists (select from pg_catalog.pg_class where pg_class.oid = table_id and relrowsecurity)
      or exists (select from pg_catalog.pg_policy where polrelid = table_id))
  then
    return 'server_only';
  elsif exists (
    select from pg_catalog.pg_attribute
    where attrelid = table_id and attname = 'user_id' and atttypid = 'uuid'::regtype and not attisdropped
  ) then
    return 'owned';
  end if;
  return 'open';
end
$$;

comment on function platform.infer_scope is 'Returns the scope of a table that raw DDL created.';

revoke all on function platform.infer_scope from public, anon, authenticated, service_role;
