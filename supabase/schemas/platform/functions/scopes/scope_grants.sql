-- scope_grants: Returns the privileges on a table by its scope, or on a view or a sequence, one row for each role and
-- privilege; columns limits a privilege to these. grant_ddl grants them, and grant_findings compares them with the catalog.
-- Nobody gets TRUNCATE, REFERENCES or TRIGGER: row security does not apply to the first, and the others are DDL. %u is
-- the second role of the app, under which its functions run: policies decide what their caller may do. full_name names the table;
-- the columns of a profile table differ.
create or replace function platform.scope_grants(scope text, full_name text default null)
returns table (grantee text, privilege text, columns text[])
language plpgsql
stable
rows 16
set search_path = pg_catalog, pg_temp
as $$
begin
  if scope = 'sequence' then
    return query
      select role.name, privilege.name, null::text[]
      from unnest('{authenticated,app_service,postgres,service_role,%u}'::text[]) as role (name),
        unnest('{USAGE,SELECT}'::text[]) as privilege (name);
    return;
  end if;
  return query
    select role.name, privilege.name, null::text[]
    from unnest(case scope
        when 'profile' then '{postgres,service_role}'
        else '{authenticated,app_service,postgres,service_role,%u}'
      end::text[]) as role (name),
      unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) as privilege (name)
    union all
    select role.name, privilege.name, privilege.columns
    from unnest('{authenticated,app_service,%u}'::text[]) as role (name),
      lateral (values
        ('SELECT', null::text[]),
        ('UPDATE', platform.profile_columns(full_name, by_members => role.name = 'authenticated'))
      ) as privilege (name, columns)
    where scope = 'profile'
    union all
    -- Views are security invokers: through one, anon reads only what it may read anyway.
    select 'anon', 'SELECT', null where scope in ('public_read', 'view');
end
$$;

comment on function platform.scope_grants is 'Returns the privileges on a table by its scope.';

revoke all on function platform.scope_grants from public, anon, authenticated, service_role;
