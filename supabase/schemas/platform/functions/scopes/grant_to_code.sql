-- grant_to_code: Gives the second role of an app its privileges on the tables that this transaction has created, which get all others
-- at the end of the call (reconcile_app): a statement may fire a trigger of the app that reads a table of the same call.
-- Called by: sandbox.run_statements, before a statement that follows DDL.
create or replace function platform.grant_to_code(app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_role constant text := platform.app_user_role(app_id);
  v_sql constant text := (
    select string_agg(format('grant %s on public.%I to %I;', privileges.list, relation.relname, v_user_role), '')
    from platform.app_relations(app_id, platform.changed_relations(app_id)) as relation
    cross join lateral (
      select string_agg(scope_grants.privilege, ', ') as list
      from platform.scope_grants(case relation.relkind when 'S' then 'sequence' else 'open' end)
      where scope_grants.grantee = '%u'
    ) as privileges
    where relation.relname <> platform.app_object(grant_to_code.app_id, 'users')
      and not case relation.relkind when 'S' then has_sequence_privilege(v_user_role, relation.oid, 'usage')
        else has_table_privilege(v_user_role, relation.oid, 'select') end);
begin
  if v_sql is not null then
    perform sandbox.run_as_app(app_id, v_sql);
  end if;
end
$$;

comment on function platform.grant_to_code is 'Gives the second role of an app its privileges on new tables.';

revoke all on function platform.grant_to_code from public, anon, authenticated, service_role;
