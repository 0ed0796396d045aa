-- expression_findings: Returns what the stored expressions of an app (defaults, checks, indexes, policies, views, triggers) call or
-- read beyond what submitted SQL may: functions that are not on the allow-list, and relations of others. It reads the
-- catalog's expression trees, not SQL, so it holds however an expression was created.
create or replace function platform.expression_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix_length constant integer := char_length(platform.app_object(app_id, ''));
  v_role constant oid := to_regrole(platform.app_role(app_id));
begin
  return query
    with relation as materialized (
      select * from platform.app_relations(expression_findings.app_id, relations)
    ),
    expression as (
      select relation.relname, 'pg_attrdef'::regclass as class, adbin::text as tree, attgenerated = '' as may_call_code
      from relation join pg_catalog.pg_attrdef on adrelid = relation.oid
      join pg_catalog.pg_attribute on attrelid = adrelid and attnum = adnum
      union all
      select relation.relname, 'pg_constraint'::regclass, conbin::text, true
      from relation join pg_catalog.pg_constraint on conrelid = relation.oid and contype = 'c'
      union all
      select relation.relname, 'pg_class'::regclass, concat(indexprs::text, indpred::text), false
      from relation join pg_catalog.pg_index on indrelid = relation.oid
      union all
      select relation.relname, 'pg_policy'::regclass, concat(polqual::text, polwithcheck::text), true
      from relation join pg_catalog.pg_policy on polrelid = relation.oid
      union all
      select relation.relname, 'pg_rewrite'::regclass, ev_action::text, false
      from relation join pg_catalog.pg_rewrite on ev_class = relation.oid
      union all
      select relation.relname, 'pg_trigger'::regclass, tgqual::text, true
      from relation join pg_catalog.pg_trigger on tgrelid = relation.oid and not tgisinternal
    )
    select expression_findings.app_id, expression.relname || ' calls ' || pg_proc.proname, 'foreign_function',
      'Use a function that the documentation lists.', right(expression.relname, -v_prefix_length), false
    from expression
    -- Splitting at the label takes a quarter of the time of a regular expression. A tree escapes a space within a name, so no
    -- name can look like a label.
    cross join lateral string_to_table(
      replace(replace(expression.tree, ':aggfnoid ', ':funcid '), ':winfnoid ', ':funcid '), ':funcid '
    ) with ordinality as piece (text, position)
    join pg_catalog.pg_proc on pg_proc.oid = case when piece.position > 1 then split_part(piece.text, ' ', 1)::oid end
    where not exists (select from sandbox.allowed_functions where allowed_functions.name = pg_proc.proname::text collate "default")
      and not exists (select from pg_catalog.pg_cast where castfunc = pg_proc.oid)
      -- Of the access functions, only those that the app may call itself: postgres may call all of them, and evaluates the
      -- checks of a profile when it adds a member.
      and not (pg_proc.pronamespace = 'access'::regnamespace and has_function_privilege(v_role, pg_proc.oid, 'execute'))
      -- Not in indexes and generated columns, which autovacuum computes, too: no time limit holds there. A view calls the wrapper,
      -- which asks who reads it.
      and not (expression.may_call_code and platform.is_app_function(expression_findings.app_id, pg_proc.oid))
      and not (expression.class = 'pg_rewrite'::regclass and pg_proc.oid in (
        select wrapper.id from platform.code_functions(expression_findings.app_id, 'public') as wrapper (id)))
      and not (pg_proc.proname = 'nextval' and expression.class = 'pg_attrdef'::regclass)
    union
    select expression_findings.app_id, expression.relname || ' reads ' || foreign_relation.relname, 'foreign_dependency',
      'Drop what reads it: an app may read only its own tables.', right(expression.relname, -v_prefix_length), false
    from expression
    cross join lateral regexp_matches(expression.tree, ':relid ([1-9]\d*)', 'g') as read (id)
    join pg_catalog.pg_class as foreign_relation on foreign_relation.oid = read.id[1]::oid
    where foreign_relation.relowner <> v_role;
end
$$;

comment on function platform.expression_findings is 'Returns what the stored expressions of an app call or read beyond what they may.';

revoke all on function platform.expression_findings from public, anon, authenticated, service_role;
