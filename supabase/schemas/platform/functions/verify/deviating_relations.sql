-- deviating_relations: Returns those of the given relations of an app that differ from what their scope prescribes. One
-- statement compares all facts of the catalog with scope_templates. A relation without a difference has no finding;
-- verify_relations decides about the others. Relations without a template (views, sequences, profiles) always deviate.
-- Names that an app chooses are quoted, so that none can imitate other facts.
create or replace function platform.deviating_relations(app_id bigint, relations oid[])
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  c_parameters constant text[] := platform.data_api_parameters();
  v_prefix constant text := platform.app_object(app_id, '');
  v_role constant oid := to_regrole(platform.app_role(app_id));
  v_user_role constant text := platform.app_user_role(app_id);
  v_user_role_id constant oid := to_regrole(v_user_role);
  v_users constant oid := to_regclass(format('public.%I', v_prefix || 'users'));
begin
  return array(
    select relation.oid
    from pg_catalog.pg_class as relation
    left join platform.app_tables
      on app_tables.app_id = deviating_relations.app_id and app_tables.name = right(relation.relname, -char_length(v_prefix))
    left join platform.scope_templates on scope_templates.scope = app_tables.scope
    left join platform.reference_triggers(deviating_relations.app_id, relations) as expected on expected.id = relation.oid
    where relation.oid = any (relations)
      and concat_ws(e'\n',
        concat_ws(' ', relation.relkind, relation.relrowsecurity, relation.relowner = v_role),
        (
          select string_agg(concat_ws(' ', quote_ident(polname), polpermissive, polcmd,
              (
                select string_agg(role.name, ',' order by role.name collate "C")
                from unnest(polroles) as member
                cross join lateral (
                  select case member when 0 then 'public' when v_user_role_id then '%u'
                    else pg_catalog.pg_get_userbyid(member)::text end as name
                ) as role
              ),
              'using', pg_catalog.pg_get_expr(polqual, polrelid),
              'check', pg_catalog.pg_get_expr(polwithcheck, polrelid)), e'\n' order by polname)
          from pg_catalog.pg_policy where polrelid = relation.oid
        ),
        (
          select string_agg(concat_ws(' ', tgenabled, pg_catalog.pg_get_triggerdef(pg_trigger.oid)), e'\n' order by tgname)
          from pg_catalog.pg_trigger where tgrelid = relation.oid and not tgisinternal
            and (tgenabled = 'O' and pg_catalog.pg_get_triggerdef(oid) = any (expected.definitions)) is not true
            -- Triggers of the app itself: relation_findings checks them.
            and not platform.is_app_function(deviating_relations.app_id, tgfoid)
        ),
        (
          select string_agg(concat_ws(' ', granted.grantee, granted.privilege_type, granted.is_grantable), e'\n'
            order by granted.grantee collate "C", granted.privilege_type collate "C")
          from (
            select entry.privilege_type, entry.is_grantable,
              case entry.grantee when 0 then 'public' when v_user_role_id then '%u'
                else pg_catalog.pg_get_userbyid(entry.grantee)::text end as grantee
            from aclexplode(relation.relacl) as entry where entry.grantee <> relation.relowner
          ) as granted
        ),
        (
          select 'references unchecked' where expected.id is not null and 2 <> (
            select count(*) from pg_catalog.pg_trigger where tgrelid = relation.oid and not tgisinternal and tgname like 'CHECK_%')
        ),
        -- What no template has. relhasrules also remembers rules that were dropped, which costs only a second look.
        case when relation.relhasrules then 'rule' end,
        (
          select 'grant on a column, or a refused name' from pg_catalog.pg_attribute
          where attrelid = relation.oid and (attacl is not null
            or split_part(attname, '.', -1) = any (c_parameters) and attnum > 0 and not attisdropped) limit 1
        ),
        case when platform.is_spec_scope(app_tables.scope) then platform.changed_standard_column(relation.oid) end,
        (select 'parent' from pg_catalog.pg_inherits where inhrelid = relation.oid limit 1),
        (
          select nullif(concat_ws(' ',
            case when bool_or(contype = 'f' and confrelid = v_users and confdeltype = 'c' and cardinality(conkey) = 1
              and own.attname = 'user_id' and own.attnotnull) is not true then 'no owner' end,
            case when bool_or(contype = 'f' and target.relowner <> v_role) then 'foreign reference' end,
            case when bool_or(description ~* '@graphql') then 'comment' end), '')
          from pg_catalog.pg_constraint
          left join pg_catalog.pg_attribute as own on own.attrelid = conrelid and own.attnum = conkey[1]
          left join pg_catalog.pg_class as target on target.oid = confrelid
          left join pg_catalog.pg_description
            on objoid = pg_constraint.oid and classoid = 'pg_catalog.pg_constraint'::regclass
          where conrelid = relation.oid
        ),
        (
          select 'comment' from pg_catalog.pg_description
          where objoid = relation.oid and classoid = 'pg_catalog.pg_class'::regclass and description ~* '@graphql' limit 1
        ),
        (
          select 'foreign index name'
          from pg_catalog.pg_index join pg_catalog.pg_class as index_relation on index_relation.oid = indexrelid
          where indrelid = relation.oid and not starts_with(index_relation.relname, v_prefix) limit 1
        ))
      is distinct from replace(
        replace(replace(scope_templates.facts, '''%u''::name', quote_literal(v_user_role) || '::name'), 'a_table', relation.relname),
        '%a', platform.app_literal(deviating_relations.app_id))
  );
end
$$;

comment on function platform.deviating_relations is 'Returns the relations of an app that differ from what their scope prescribes.';

revoke all on function platform.deviating_relations from public, anon, authenticated, service_role;
