-- standards_scope: Returns who may do what with the rows of a relation, in plain words.
create or replace function platform.standards_scope(relation platform.api_relation, columns platform.api_column[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case relation.scope
    when 'profile' then 'Profiles of the members: users see only their own row, and may change its `full_name` and `avatar_url`. '
      'Joining the app creates the row and leaving the app deletes it: never insert or delete one.'
    when 'private' then 'Private: users read and write only their own rows. Nobody else sees them, not even an admin of the app.'
    when 'shared' then 'Shared: every member of the app reads, changes and deletes every row. A new row belongs to the member who adds it.'
    when 'public_read' then 'Public: anyone reads, even without signing in. Members add rows, and change and delete only their own.'
    when 'read_only' then 'Read only: every member reads. Only owners and admins of the app add, change and delete rows; for other members '
      'an insert fails with `42501`, and an update or a delete affects no row.'
    when 'owned' then 'Own rows: users read and write only the rows whose `user_id` is their own id.'
    when 'open' then 'Open to members: every member of the app reads, adds, changes and deletes every row.'
    when 'custom' then 'Custom policies, for members of the app: '
      || coalesce((
        select string_agg(platform.markdown_code(format('%s for %s%s%s', polname,
          case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
          ' using ' || pg_catalog.pg_get_expr(polqual, polrelid),
          ' with check ' || pg_catalog.pg_get_expr(polwithcheck, polrelid))), ', ' order by polname)
        from pg_catalog.pg_policy where polrelid = relation.id and polname !~ '^(app_isolation|app_keys$)'
      ), 'none, so no row can be read or written') || '.'
    when 'view' then 'A view: it shows what the reader may read in its underlying tables. Read the view; write to the tables.'
  end || case
    when relation.scope in ('owned', 'custom', 'open') and exists (
      select from unnest(columns) as item where item.name = 'user_id' and item.is_insertable and not item.has_default)
    then ' Send `user_id` with every insert: the id of the signed-in user.' else ''
  end;
end
$$;

comment on function platform.standards_scope is 'Returns who may do what with the rows of a relation, in plain words.';

revoke all on function platform.standards_scope from public, anon, authenticated, service_role;
