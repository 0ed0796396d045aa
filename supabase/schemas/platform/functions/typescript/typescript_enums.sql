-- typescript_enums: Returns the entries of Enums: the app's enum types by name, and the enum columns of its specs, which are
-- text with a check, as <table>_<column>. A name that would mean two things is left out.
create or replace function platform.typescript_enums(app_id bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(format(E'      %s: %s;\n', platform.typescript_key(named.name), named.typescript), '' order by named.name)
    from (
      select found.name, found.typescript, count(*) over (partition by found.name) as uses
      from (
        select typname::text as name, platform.typescript_type(oid) as typescript
        from pg_catalog.pg_type
        where typnamespace = 'public'::regnamespace and typtype = 'e'
          and typname >= platform.app_object(typescript_enums.app_id, '')::name
          and typname < (platform.app_role(typescript_enums.app_id) || '`')::name
        union all
        select relation.full_name || '_' || attribute.attname, platform.typescript_union(stated.value)
        from platform.api_relations(typescript_enums.app_id) as relation
        join pg_catalog.pg_constraint as rule on rule.conrelid = relation.id and rule.contype = 'c' and cardinality(rule.conkey) = 1
        join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.id and attribute.attnum = rule.conkey[1]
        cross join lateral platform.option_from_check(pg_catalog.pg_get_expr(rule.conbin, rule.conrelid), attribute.attname) as stated
        where stated.option = 'values'
      ) as found
    ) as named
    where named.uses = 1
  );
end
$$;

comment on function platform.typescript_enums is 'Returns the entries of Enums in the Database type of an app.';

revoke all on function platform.typescript_enums from public, anon, authenticated, service_role;
