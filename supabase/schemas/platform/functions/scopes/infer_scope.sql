-- infer_scope: Returns the scope of a table that the registry does not know. Names decide nothing: only a table that the platform
-- created has the triggers of a spec's scope, and it keeps that scope only while it has exactly its policies, too. Every other
-- table was created by raw DDL, and keeps the policies that its owner wrote, whatever their names are (custom). A table without
-- policies whose owner enabled row security, or dropped the last policy, is for keys only (server_only), as in Supabase.
-- Otherwise its rows belong to the user in user_id (owned), or, if it has no user_id, to all members (open); such a table has a
-- default policy once it is protected.
create or replace function platform.infer_scope(app_id bigint, table_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := (select pg_class.relname from pg_catalog.pg_class where pg_class.oid = table_id);
  v_scope text;
begin
  foreach v_scope in array array(
    select scopes.name from platform.scopes
    where scopes.origin = 'spec'
      and exists (select from pg_catalog.pg_trigger where tgrelid = table_id and not tgisinternal)
    order by scopes.position
  ) loop
    if not exists (
        select from platform.scope_triggers(v_table, v_scope, false) as expected
        where expected.definition not in (
          select pg_catalog.pg_get_triggerdef(pg_trigger.oid) from pg_catalog.pg_trigger where tgrelid = table_id)
      ) and not exists (select from platform.changed_policies(app_id, table_id, v_scope))
    then
      return v_scope;
    end if;
  end loop;
  if exists (select from pg_catalog.pg_policy where polrelid = table_id and polname !~ platform.reserved_policies()) then
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

comment on function platform.infer_scope is 'Returns the scope of a table that the registry does not know.';

revoke all on function platform.infer_scope from public, anon, authenticated, service_role;
