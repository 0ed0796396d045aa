-- scope_grants: the privileges on a table by its scope, one row for each role and privilege. A list of columns narrows one.
-- protection_ddl makes them, verify_app compares them with the catalog. Nobody gets TRUNCATE, REFERENCES or TRIGGER:
-- row security does not bind the first, and the others are DDL.
create or replace function platform.scope_grants(scope text)
returns table (grantee text, privilege text, columns text[])
language plpgsql
immutable
rows 12
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select server.grantee, dml.privilege, null::text[]
    from unnest('{postgres,service_role}'::text[]) as server (grantee),
      unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) as dml (privilege)
    union all
    select 'authenticated', dml.privilege, null from unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) as dml (privilege)
    where scope <> 'profile'
    union all
    select 'authenticated', 'SELECT', null where scope = 'profile'
    union all
    select 'authenticated', 'UPDATE', '{avatar_url,full_name}' where scope = 'profile'
    union all
    select 'anon', 'SELECT', null where scope = 'public_read';
end
$$;

comment on function platform.scope_grants is 'The privileges on a table by its scope.';

revoke all on function platform.scope_grants from public, anon, authenticated, service_role;
