-- standards_patterns: Returns the section on updating, deleting, counting, paging and so on, with one table that has a key
-- as the example.
create or replace function platform.standards_patterns(prefix text, relation platform.api_relation)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_columns constant platform.api_column[] := array(select columns from platform.api_columns(relation.id) as columns);
  v_is_spec constant boolean := platform.is_spec_scope(relation.scope);
  v_from constant text := '  .from(' || platform.typescript_string(relation.full_name) || E')\n';
  v_data constant text := E'const { data, error } = await supabase\n';
  v_row constant text := platform.typescript_variable(prefix, relation.full_name);
  v_order constant text := platform.standards_order(relation, v_columns);
  v_match constant text := (
    select string_agg(format('.eq(%s, %s)', platform.typescript_string(name), platform.typescript_member(v_row, name)), '')
    from unnest(relation.key) as name);
  v_seen constant text := E'if (error) throw error;\n'
    'if (data.length === 0) throw new Error(''It no longer exists, or you may not change it.'');';
  v_changed constant text := (
    select '{ ' || platform.typescript_key(item.name) || ': ' || platform.sample_value(prefix, item) || ' }'
    from generate_subscripts(v_columns, 1) as position, lateral (select (v_columns[position]).*) as item
    where item.is_updatable and item.target is null
      and item.name not in ('user_id', 'created_at', 'updated_at') and item.name <> all (relation.key)
    order by position limit 1);
begin
  return E'## Read and write\n\nThe example is `' || relation.full_name || E'`; every table that the user may write works the same way.\n\n'
    || platform.markdown_snippet(E'// One row, or null.\n'
      || v_data || v_from || E'  .select()\n  ' || v_match || E'\n  .maybeSingle();\nif (error) throw error;')
    || coalesce(platform.markdown_snippet(
      v_data || v_from || '  .update(' || v_changed || E')\n  ' || v_match || E'\n  .select();\n' || v_seen), '')
    || platform.markdown_snippet(v_data || v_from || E'  .delete()\n  ' || v_match || E'\n  .select();\n' || v_seen)
    || case when relation.key = '{id}' and v_is_spec then
      platform.markdown_snippet(E'// When the app chooses the id, sending the row again does not create a second one.\n' || v_data || v_from
        || '  .upsert(' || regexp_replace(platform.sample_row(prefix, v_columns, v_is_spec), '^\{ ?', '{ id: crypto.randomUUID(), ')
        || E')\n  .select()\n  .single();\nif (error) throw error;')
      else '' end
    || platform.markdown_snippet(E'// The number of rows, without the rows themselves.\nconst { count, error } = await supabase\n' || v_from
      || E'  .select(''*'', { count: ''exact'', head: true });\nif (error) throw error;')
    || platform.markdown_snippet(E'// The second page of 50 rows. A page with fewer rows is the last.\n'
      || v_data || v_from || '  .select()' || v_order || E'\n  .range(50, 99);\nif (error) throw error;')
    || 'Filters: `.eq`, `.neq`, `.gt`, `.gte`, `.lt`, `.lte`, `.in(column, [])`, `.is(column, null)`, `.ilike(column, ''%text%'')`, '
    || E'`.contains`, `.or`.\n\n'
    || 'To read the row that a reference points to, embed it: `select(''*, list:' || prefix || 'lists!' || prefix
    || 'todos_list_id_fkey (id, name)'')`, where `list` is the name in the response, followed by the full name of the table and, '
    || E'after `!`, the foreign key (`foreignKeyName` in the types). A row that the user may not see is null.\n\n';
end
$$;

comment on function platform.standards_patterns is 'Returns the section on reading and writing of the standards.';

revoke all on function platform.standards_patterns from public, anon, authenticated, service_role;
