-- is_read_by_members: Returns whether every member of an app reads all rows of the tables of a scope, so that a reference to them
-- tells nothing. Profiles count: members name each other (assignee_id), and the id of a member is in the rows that they share.
create or replace function platform.is_read_by_members(scope text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return scope in ('shared', 'public_read', 'read_only', 'open', 'profile');
end
$$;

comment on function platform.is_read_by_members is 'Returns whether every member of an app reads all rows of the tables of a scope.';

revoke all on function platform.is_read_by_members from public, anon, authenticated, service_role;
