-- policy_gates: Returns DDL for each policy that an app wrote and that is not yet bound to the kinds of callers it names. A policy for
-- roles R becomes one for R and app_57_user, under which functions of the app run for callers of every kind, and its condition is
-- joined with access.applies_to(57, R). A restrictive policy binds only the callers to whom it applies. TO PUBLIC becomes the roles
-- that have a privilege on the table.
-- It reads the catalog, so it does not matter by which statement a policy came about.
-- Called by: gate_policies and policy_findings.
create or replace function platform.policy_gates(app_id bigint, relations oid[] default null)
returns table (table_name text, policy_name text, ddl text)
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_role constant text := platform.app_user_role(app_id);
  v_call constant text := format('( SELECT access.applies_to(%s, ', platform.app_literal(app_id));
begin
  return query
    with policy as (
      select relation.full_name, pg_policy.polname::text, pg_policy.polpermissive, array(
          select role.name
          from unnest('{anon,authenticated,app_service,service_role}'::text[]) with ordinality as role (name, position)
          where to_regrole(role.name) = any (pg_policy.polroles)
            or pg_policy.polroles = '{0}' and has_table_privilege(role.name, relation.id, 'select, insert, update, delete')
              and role.name <> 'service_role'
          order by role.position) as roles,
        to_regrole(v_user_role)::oid = any (pg_policy.polroles) and pg_policy.polroles <> '{0}' as is_for_code,
        pg_catalog.pg_get_expr(pg_policy.polqual, pg_policy.polrelid) as using_text,
        pg_catalog.pg_get_expr(pg_policy.polwithcheck, pg_policy.polrelid) as check_text
      from platform.registered_relations(policy_gates.app_id, relations) as relation
      join pg_catalog.pg_policy on pg_policy.polrelid = relation.id
      where relation.scope <> 'server_only' and pg_policy.polname !~ platform.reserved_policies()
        and pg_policy.polname not in (
          select expected.name from platform.scope_policies(policy_gates.app_id, relation.scope) as expected)
    ),
    gated as (
      select policy.*, array_replace(policy.roles, 'app_service', 'service_role') as kinds,
        platform.ungated(policy.using_text) as using_condition,
        platform.ungated(policy.check_text) as check_condition
      from policy
    ),
    expected as (
      select gated.*,
        '(' || gate.text || gated.using_condition || ')' as expected_using,
        '(' || gate.text || gated.check_condition || ')' as expected_check
      from gated
      cross join lateral (
        select format(
          case when gated.polpermissive then '%s%L::text[]) AS applies_to) AND ' else '(NOT %s%L::text[]) AS applies_to)) OR ' end,
          v_call, gated.kinds) as text
      ) as gate
    )
    select expected.full_name, expected.polname, format('alter policy %I on public.%I to %s', expected.polname, expected.full_name,
        (select string_agg(quote_ident(name), ', ') from unnest(expected.roles || v_user_role) as name))
      || coalesce(' using (' || expected.expected_using || ')', '')
      || coalesce(' with check (' || expected.expected_check || ')', '') || ';'
    from expected
    where not expected.is_for_code
      or (expected.using_text, expected.check_text) is distinct from (expected.expected_using, expected.expected_check);
end
$$;

comment on function platform.policy_gates is 'Returns DDL for the policies of an app that are not yet bound to the callers they name.';

revoke all on function platform.policy_gates from public, anon, authenticated, service_role;
