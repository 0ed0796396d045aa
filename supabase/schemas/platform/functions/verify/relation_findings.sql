-- relation_findings: Returns what is wrong with an app's relations as a whole, or with the given ones. Each must be
-- registered, owned by the app's role and of an allowed kind, and have row security; views must be security invokers;
-- references, triggers and indexes must stay within the app; rules, inheritance, @graphql comments and columns on which the
-- Data API ignores filters are not allowed.
create or replace function platform.relation_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_role constant oid := to_regrole(platform.app_role(app_id));
begin
  return query
    with relation as materialized (
      select pg_class.*, right(pg_class.relname, -char_length(v_prefix)) as short_name, app_tables.scope
      from platform.app_relations(relation_findings.app_id, relations) as pg_class
      left join platform.app_tables
        on app_tables.app_id = relation_findings.app_id and app_tables.name = right(pg_class.relname, -char_length(v_prefix))
    )
    select relation_findings.app_id, relation.relname::text, found.problem, found.hint, relation.short_name, found.repairable
    from relation
    cross join lateral (values
      ('table_unregistered', relation.scope is null and relation.relkind in ('r', 'p'),
        'Drop the table, or create it with create_table.', false),
      ('relation_kind_refused', relation.relkind not in ('r', 'S', 'v'),
        'Drop it: an app may have only tables, views and sequences.', false),
      ('view_not_invoker', relation.relkind = 'v' and (relation.reloptions @> '{security_invoker=true}') is not true,
        'Run repair_app.', true),
      ('wrong_owner', relation.relowner <> v_role, 'Transfer it to the app''s role with ALTER … OWNER TO.', false),
      ('row_security_disabled', relation.relkind = 'r' and not relation.relrowsecurity, 'Run repair_app.', true)
    ) as found (problem, is_wrong, hint, repairable)
    where found.is_wrong
    union all
    select relation_findings.app_id, concat_ws('.', relation.relname, found.part), found.problem, found.hint, relation.short_name, false
    from relation
    cross join lateral (
      select conname, 'foreign_reference', 'Drop the constraint: references must stay within the app.'
      from pg_catalog.pg_constraint
      where conrelid = relation.oid and contype = 'f'
        and not exists (select from pg_catalog.pg_class as target where target.oid = confrelid and target.relowner = v_role)
      union all
      select tgname, 'foreign_trigger',
        'Drop the trigger: an app may have only those of the platform and those that call its own functions.'
      from pg_catalog.pg_trigger
      where tgrelid = relation.oid and not tgisinternal and tgname not in ('CHECK_INSERTED_REFERENCES', 'CHECK_UPDATED_REFERENCES')
        and not platform.is_app_function(relation_findings.app_id, tgfoid)
        -- It only sets a column of its row to now().
        and tgfoid is distinct from to_regprocedure('extensions.moddatetime()')
        and not exists (
          select from platform.scope_triggers(relation.relname, coalesce(relation.scope, 'shared'), true) as expected
          where expected.name = tgname
        )
      union all
      select index_relation.relname, 'foreign_index_name', 'Rename the index so that it begins with the app''s prefix.'
      from pg_catalog.pg_index
      join pg_catalog.pg_class as index_relation on index_relation.oid = indexrelid
      where indrelid = relation.oid
        and index_relation.relname !~ ('^(?:' || platform.index_prefix() || ')?' || v_prefix)
      union all
      select attname, 'column_hides_filters', 'Rename the column: the Data API takes filters on it for a parameter and ignores them.'
      from pg_catalog.pg_attribute
      where attrelid = relation.oid and relation.relkind in ('r', 'v') and attnum > 0 and not attisdropped
        and platform.is_data_api_parameter(attname)
      union all
      -- A rule runs as the table's owner, to whom row security does not apply.
      select rulename, 'rule_refused', 'Drop the rule.'
      from pg_catalog.pg_rewrite where ev_class = relation.oid and rulename <> '_RETURN'
      union all
      -- A parent table exposes the rows of its children.
      select null, 'inheritance_refused', 'End the inheritance with ALTER TABLE … NO INHERIT.'
      where exists (select from pg_catalog.pg_inherits where inhrelid = relation.oid)
      union all
      -- pg_graphql reads directives from comments, and all apps share its schema.
      select null, 'comment_refused', 'Remove @graphql from the comment.'
      where exists (
          select from pg_catalog.pg_description
          where classoid = 'pg_catalog.pg_class'::regclass and objoid = relation.oid and description ~* '@graphql')
        or exists (
          select from pg_catalog.pg_constraint
          join pg_catalog.pg_description on classoid = 'pg_catalog.pg_constraint'::regclass and objoid = pg_constraint.oid
          where conrelid = relation.oid and description ~* '@graphql')
    ) as found (part, problem, hint);
end
$$;

comment on function platform.relation_findings is 'Returns what is wrong with an app''s relations as a whole.';

revoke all on function platform.relation_findings from public, anon, authenticated, service_role;
