-- profile_columns: Returns the columns of a profile table that the app itself and its keys may change: name, picture and
-- what the app's owner added. The others follow the account or are set automatically. With by_members, returns what members
-- may change: added columns are included only if a policy of the owner lets members update profiles. Otherwise a member
-- could set a plan or a role merely because it is a column of their row.
create or replace function platform.profile_columns(full_name text, by_members boolean default false)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A table that does not exist yet will have the columns of profile_ddl.
  return coalesce((
    select array_agg(attname::text order by attname) from pg_catalog.pg_attribute
    where attrelid = to_regclass(format('public.%I', profile_columns.full_name)) and attnum > 0 and not attisdropped and attgenerated = ''
      and attname not in ('id', 'email', 'created_at', 'updated_at')
      and (not by_members or attname in ('avatar_url', 'full_name') or exists (
        select from pg_catalog.pg_policy
        where polrelid = attrelid and polpermissive and polcmd in ('w', '*')
          and polname not in (select policy.name from platform.scope_policies(0, 'profile') as policy)))
  ), '{avatar_url,full_name}');
end
$$;

comment on function platform.profile_columns is 'Returns the columns of a profile table that may be changed.';

revoke all on function platform.profile_columns from public, anon, authenticated, service_role;
