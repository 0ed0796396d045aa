-- compose_protection: Returns DDL for a table's row security, policies, grants and triggers by its scope. With again, for a
-- table whose protection is repaired or changed, it replaces what has the same name and drops what is left over.
create or replace function platform.compose_protection(app_id bigint, name text, scope text, again boolean default false)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, name);
  v_policies text;
  v_triggers text;
begin
  select string_agg(
    case when again then format('drop policy if exists %I on public.%I;', policy.name, v_table) else '' end
    || format('create policy %I on public.%I as %s for %s to %s', policy.name, v_table,
      case when policy.is_permissive then 'permissive' else 'restrictive' end, policy.command, array_to_string(policy.roles, ', '))
    || coalesce(' using (' || policy.using_expression || ')', '')
    || coalesce(' with check (' || policy.check_expression || ')', '') || ';', '')
  into v_policies
  from platform.scope_policies(app_id, scope) as policy;

  select coalesce(string_agg(case when again then format('drop trigger if exists %I on public.%I;', trigger.name, v_table) else '' end
    || trigger.definition || ';', ''), '')
  into v_triggers
  from platform.scope_triggers(v_table, scope, not again or platform.has_timestamp(v_table, 'updated_at')) as trigger;

  return format('alter table public.%I enable row level security;', v_table)
    || case when again then coalesce((
      select string_agg(format('drop policy if exists %I on public.%I;', left_over.name, v_table), '')
      from platform.left_over_policies(app_id, to_regclass(format('public.%I', v_table)), scope) as left_over (name)), '') else '' end
    || v_policies
    || platform.grant_ddl(v_table, scope)
    || v_triggers;
end
$$;

comment on function platform.compose_protection is 'Returns DDL for a table''s row security, policies, grants and triggers by its scope.';

revoke all on function platform.compose_protection from public, anon, authenticated, service_role;
