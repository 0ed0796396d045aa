-- relation_problems: what is wrong with an app's relations, or the one of the given name, as a whole: registered and
-- existing, owned by the app's role, with row security, and with references and triggers that stay within the app.
create or replace function platform.relation_problems(app_id bigint, name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant oid := to_regrole(platform.app_role(app_id));
begin
  return query
    select relation_problems.app_id, checked.full_name, checked.problem, checked.hint
    from (
      select coalesce(relation.relname::text, registered.full_name) as full_name, found.problem, found.hint, found.is_wrong
      from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
      full join (
        select platform.app_object(app_tables.app_id, app_tables.name) as full_name
        from platform.app_tables
        where app_tables.app_id = relation_problems.app_id
          and (relation_problems.name is null or app_tables.name = relation_problems.name)
      ) as registered on registered.full_name = relation.relname
      cross join lateral (values
        ('table_missing', relation.oid is null, 'Run repair_app.'),
        ('table_unregistered', registered.full_name is null and relation.relkind in ('r', 'p'), 'Drop the table, or create it with create_table.'),
        ('relation_kind_refused', relation.relkind not in ('r', 'S', 'v'), 'Drop it: an app has tables, views and sequences alone.'),
        ('view_not_invoker', relation.relkind = 'v' and (relation.reloptions @> '{security_invoker=true}') is not true, 'Set security_invoker on the view.'),
        ('wrong_owner', relation.relowner <> v_role, 'Give it to the role of the app with ALTER … OWNER TO.'),
        ('row_security_disabled', relation.relkind = 'r' and not relation.relrowsecurity, 'Run repair_app.')
      ) as found (problem, is_wrong, hint)
    ) as checked
    where checked.is_wrong;

  return query
    select relation_problems.app_id, relation.relname || '.' || conname, 'foreign_reference', 'Drop the constraint: references stay within the app.'
    from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
    join pg_catalog.pg_constraint on conrelid = relation.oid and contype = 'f'
    where not exists (select from pg_catalog.pg_class as target where target.oid = confrelid and target.relowner = v_role);

  return query
    select relation_problems.app_id, relation.relname || '.' || tgname, 'foreign_trigger', 'Drop the trigger: an app has the platform''s alone.'
    from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
    join pg_catalog.pg_trigger on tgrelid = relation.oid and not tgisinternal
    left join platform.app_tables
      on app_tables.app_id = relation_problems.app_id and platform.app_object(app_tables.app_id, app_tables.name) = relation.relname
    where not exists (
      select from platform.scope_triggers(relation.relname, app_tables.scope, true) as expected where expected.name = tgname
    );

  return query
    select relation_problems.app_id, relation.relname || '.' || index_relation.relname, 'foreign_index_name', 'Name the index with the prefix of the app.'
    from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
    join pg_catalog.pg_index on indrelid = relation.oid
    join pg_catalog.pg_class as index_relation on index_relation.oid = indexrelid
    where index_relation.relname !~ ('^(?:(?:idx|ix|uq|pk|fk)_)?' || platform.app_object(relation_problems.app_id, ''));

  -- A rule runs as the owner, whom row security does not bind; a parent shows the rows of its children.
  return query
    select relation_problems.app_id, relation.relname || '.' || rulename, 'rule_refused', 'Drop the rule.'
    from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
    join pg_catalog.pg_rewrite on ev_class = relation.oid and rulename <> '_RETURN';

  return query
    select relation_problems.app_id, relation.relname::text, 'inheritance_refused', 'End it with NO INHERIT.'
    from platform.app_relations(relation_problems.app_id, relation_problems.name) as relation
    where exists (select from pg_catalog.pg_inherits where inhrelid = relation.oid);
end
$$;

comment on function platform.relation_problems is 'What is wrong with an app''s relations, their owner, row security, references and triggers.';

revoke all on function platform.relation_problems from public, anon, authenticated, service_role;
