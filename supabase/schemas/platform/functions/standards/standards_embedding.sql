-- standards_embedding: Returns a snippet that reads rows together with the rows that refer to them, using the first reference
-- between two tables of the app; an empty string if there is none. Tables for the app's own server are omitted, because users do
-- not read them.
create or replace function platform.standards_embedding(prefix text, relations platform.api_relation[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  select target.relname as target, relation.full_name as referring, rule.conname as reference into v_found
  from (select * from unnest(relations) where scope <> 'server_only') as relation
  join pg_catalog.pg_constraint as rule on rule.conrelid = relation.id and rule.contype = 'f' and rule.confrelid <> rule.conrelid
    and rule.conname ~ '^[a-z_][a-z0-9_]*$' and relation.full_name ~ '^[a-z_][a-z0-9_]*$'
  join pg_catalog.pg_class as target on target.oid = rule.confrelid and target.relname <> (prefix || 'users')::name
    and not exists (select from unnest(relations) as hidden where hidden.id = target.oid and hidden.scope = 'server_only')
  order by relation.full_name, target.relname, rule.conname
  limit 1;
  if not found then
    return '';
  end if;
  return platform.markdown_snippet(
    E'// Rows together with the rows that refer to them, under the full name of the referring table.\n'
    || E'// What follows `!` is the foreign key.\n'
    || E'const { data, error } = await supabase\n  .from('
    || platform.typescript_string(v_found.target) || E')\n  .select('
    || platform.typescript_string('*, ' || v_found.referring || '!' || v_found.reference || ' (*)')
    || E')\n  .limit(50);\nif (error) throw error;');
end
$$;

comment on function platform.standards_embedding is 'Returns a snippet that reads rows together with the rows that refer to them.';

revoke all on function platform.standards_embedding from public, anon, authenticated, service_role;
