-- require_scope_policies: Raises an error if one of the given tables had a policy of its scope changed, renamed or dropped. Only
-- the scope sets these policies; to put them back without a word would leave the owner in the belief that the table is closed.
-- Tables of raw DDL are free. before has the ids that the names of the tables had before the DDL (see follow_renames), because a
-- table that takes the name of another has no scope yet.
-- Called by: run_statements after statements about policies.
-- Errors: 42501 scope_is_fixed.
create or replace function platform.require_scope_policies(app_id bigint, relations oid[], before jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changed record;
begin
  select relation.full_name, relation.scope, changed.name into v_changed
  from platform.registered_relations(require_scope_policies.app_id, relations) as relation
  cross join lateral platform.changed_policies(require_scope_policies.app_id, relation.id, relation.scope) as changed
  where not platform.is_raw_scope(relation.scope) and (before ->> relation.name)::oid = relation.id
  order by relation.full_name, changed.name
  limit 1;
  if found then
    raise exception 'Cannot change the policy "%" of "%": it belongs to the scope "%" of the table',
      v_changed.name, v_changed.full_name, v_changed.scope
      using errcode = '42501', detail = 'scope_is_fixed', hint = format('Leave "%s" as it is. To let fewer users reach the rows, %s'
        'create a restrictive policy with a name of its own.', v_changed.name,
        case when v_changed.scope = 'profile' then '' else 'change the scope of the table in its spec, or ' end);
  end if;
end
$$;

comment on function platform.require_scope_policies is 'Raises an error if a policy of a table''s scope was changed.';

revoke all on function platform.require_scope_policies from public, anon, authenticated, service_role;
