-- standards_scope: who may do what with the rows of a relation, in plain words.
create or replace function platform.standards_scope(relation platform.api_relation, columns platform.api_column[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case relation.scope
    when 'profile' then 'Profiles of the members: a user sees the own row alone, and may change `full_name` and `avatar_url`. The row comes with '
      'joining the app and goes with leaving it: never insert or delete one.'
    when 'private' then 'Private: a user reads and writes own rows alone. Nobody else sees them, not even an admin of the app.'
    when 'shared' then 'Shared: every member of the app reads, changes and deletes every row. A new row belongs to who makes it.'
    when 'public_read' then 'Public: anybody reads, also without signing in. Members add rows, and change and delete their own alone.'
    when 'read_only' then 'Read only: every member reads. Owners and admins of the app add, change and delete rows; to other members an '
      'insert answers `42501`, and an update or delete finds no row.'
    when 'owned' then 'Own rows: a user reads and writes the rows whose `user_id` is the own id.'
    when 'open' then 'Open to members: every member of the app reads, adds, changes and deletes every row.'
    when 'custom' then 'Policies of its own, for members of the app: '
      || coalesce((
        select string_agg(platform.markdown_code(format('%s for %s%s%s', polname,
          case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
          ' using ' || pg_catalog.pg_get_expr(polqual, polrelid),
          ' with check ' || pg_catalog.pg_get_expr(polwithcheck, polrelid))), ', ' order by polname)
        from pg_catalog.pg_policy where polrelid = relation.id and polname !~ platform.reserved_policies()
      ), 'none, so that nobody reaches a row') || '.'
    when 'view' then 'A view: it shows what the reader may read of the tables below it. Read it; write to the tables.'
  end || case
    when relation.scope in ('owned', 'custom', 'open') and exists (
      select from unnest(columns) as item where item.name = 'user_id' and item.is_insertable and not item.has_default)
    then ' Send `user_id` with every insert: the id of the signed-in user.' else ''
  end;
end
$$;

comment on function platform.standards_scope is 'Who may do what with the rows of a relation, in plain words.';

revoke all on function platform.standards_scope from public, anon, authenticated, service_role;
