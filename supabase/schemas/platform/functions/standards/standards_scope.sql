-- standards_scope: Returns who may do what with the rows of a relation, in plain words.
create or replace function platform.standards_scope(relation platform.api_relation, columns platform.api_column[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case relation.scope
    when 'view' then 'A view: it shows what the reader may read in its underlying tables. Read the view; write to the tables.'
    else (select scopes.description from platform.scopes where scopes.name = relation.scope)
  end || case
    when relation.scope = 'custom' then
      coalesce((
        select string_agg(platform.markdown_code(platform.plain_operators(format('%s for %s%s%s', polname,
          case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
          ' using ' || platform.ungated(pg_catalog.pg_get_expr(polqual, polrelid)),
          ' with check ' || platform.ungated(pg_catalog.pg_get_expr(polwithcheck, polrelid))))), ', ' order by polname)
        from pg_catalog.pg_policy where polrelid = relation.id and polname !~ platform.reserved_policies()
      ), 'none, so no row can be read or written') || '.'
    else ''
  end || case
    when platform.is_raw_scope(relation.scope) and exists (
      select from unnest(columns) as item where item.name = 'user_id' and item.is_insertable and not item.has_default)
    then ' Send `user_id` with every insert: the id of the signed-in user.' else ''
  end;
end
$$;

comment on function platform.standards_scope is 'Returns who may do what with the rows of a relation, in plain words.';

revoke all on function platform.standards_scope from public, anon, authenticated, service_role;
