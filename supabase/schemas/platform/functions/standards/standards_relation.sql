-- standards_relation: Returns the section of one table or view: what it is, who may do what, its columns, how to read it and
-- add to it; of a table for the app's own server only, no snippets, because browsers must not use it.
create or replace function platform.standards_relation(prefix text, relation platform.api_relation)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_columns constant platform.api_column[] := array(select columns from platform.api_columns(relation.id) as columns);
  v_is_spec constant boolean := platform.is_spec_scope(relation.scope);
  v_from constant text := E'const { data, error } = await supabase\n  .from(' || platform.typescript_string(relation.full_name) || ')';
  v_done constant text := E'if (error) throw error;';
begin
  return '### ' || platform.markdown_code(relation.full_name) || E'\n\n'
    || coalesce('“' || nullif(platform.markdown_text(relation.description), '') || E'”\n\n', '')
    || platform.standards_scope(relation, v_columns) || E'\n\n'
    || platform.standards_columns(v_columns, v_is_spec)
    || platform.standards_uniques(relation.id)
    || case when relation.scope = 'server_only' then '' else platform.markdown_snippet(v_from
      || E'\n  .select(' || platform.typescript_string(platform.standards_select(prefix, relation.full_name, v_columns)) || ')'
      || platform.standards_order(relation, v_columns) || E'\n  .range(0, 49);\n' || v_done) end
    || case
      when relation.scope = 'profile' then platform.markdown_snippet(v_from
        || E'\n  .update({ full_name: ''Ada Lovelace'' })\n  .eq(''id'', user.id)\n  .select()\n  .single();\n' || v_done)
      when relation.is_view or relation.scope = 'server_only' then ''
      else platform.markdown_snippet(
        case when exists (
          select from platform.scopes where scopes.name = relation.scope and scopes.inserted_by = 'admins'
        ) then E'// Only for owners and admins of the app.\n' else '' end
        || v_from || E'\n  .insert(' || platform.sample_row(prefix, v_columns, v_is_spec) || E')\n  .select()\n  .single();\n' || v_done)
    end;
end
$$;

comment on function platform.standards_relation is 'Returns the section of one table or view of the standards.';

revoke all on function platform.standards_relation from public, anon, authenticated, service_role;
