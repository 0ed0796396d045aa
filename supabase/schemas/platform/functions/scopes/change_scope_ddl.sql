-- change_scope_ddl: Returns DDL that drops the policies and triggers that only a table's former scope has, and creates
-- those of the new scope.
create or replace function platform.change_scope_ddl(app_id bigint, name text, old_scope text, new_scope text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, name);
begin
  return coalesce((
    select string_agg(format('drop policy if exists %I on public.%I;', old.name, v_table), '')
    from platform.scope_policies(app_id, old_scope) as old
    where not exists (select from platform.scope_policies(app_id, new_scope) as new where new.name = old.name)
  ), '') || coalesce((
    select string_agg(format('drop trigger if exists %I on public.%I;', old.name, v_table), '')
    from platform.scope_triggers(v_table, old_scope, true) as old
    where not exists (select from platform.scope_triggers(v_table, new_scope, true) as new where new.name = old.name)
  ), '')
  || platform.compose_protection(app_id, name, new_scope, again => true);
end
$$;

comment on function platform.change_scope_ddl is 'Returns DDL that replaces the protection of one scope by that of another.';

revoke all on function platform.change_scope_ddl from public, anon, authenticated, service_role;
