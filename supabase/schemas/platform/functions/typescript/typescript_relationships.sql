-- typescript_relationships: Returns the foreign keys of a table in the form that supabase-js expects, for the types of
-- embedded rows. A view has none here, although the Data API embeds through it.
create or replace function platform.typescript_relationships(relation_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_list text;
begin
  select string_agg(format(
    E'          {\n            foreignKeyName: %s;\n            columns: [%s];\n            isOneToOne: %s;\n'
    '            referencedRelation: %s;\n            referencedColumns: [%s];\n          },\n',
    platform.typescript_string(rule.conname),
    platform.typescript_columns(rule.conrelid, rule.conkey),
    case when exists (
      select from pg_catalog.pg_constraint as narrower
      where narrower.conrelid = rule.conrelid and narrower.contype in ('p', 'u') and narrower.conkey <@ rule.conkey
    ) then 'true' else 'false' end,
    platform.typescript_string(target.relname),
    platform.typescript_columns(rule.confrelid, rule.confkey)), '' order by rule.conname)
  into v_list
  from pg_catalog.pg_constraint as rule
  join pg_catalog.pg_class as target on target.oid = rule.confrelid and target.relnamespace = 'public'::regnamespace
  where rule.conrelid = relation_id and rule.contype = 'f';
  return case when v_list is null then '[]' else E'[\n' || v_list || '        ]' end;
end
$$;

comment on function platform.typescript_relationships is 'Returns the foreign keys of a table in the form that supabase-js expects.';

revoke all on function platform.typescript_relationships from public, anon, authenticated, service_role;
