-- grant_ddl: Returns DDL that grants the privileges on a table by its scope, or on a view or a sequence, and revokes all
-- others.
create or replace function platform.grant_ddl(full_name text, scope text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- The prefix of the app ends with _.
  v_user_role constant text := substring(full_name from '^app_[0-9]+_') || 'user';
begin
  return format('revoke all on public.%I from public, anon, authenticated, service_role, app_service, postgres, %I;',
    full_name, v_user_role) || (
    select string_agg(format('grant %s on public.%I to %s;', grants.privileges, full_name, grants.grantees), '')
    from (
      select by_role.privileges, replace(string_agg(by_role.grantee, ', '), '%u', quote_ident(v_user_role)) as grantees
      from (
        select scope_grants.grantee,
          string_agg(scope_grants.privilege || coalesce(' (' || (
            select string_agg(quote_ident(name), ', ') from unnest(scope_grants.columns) as name) || ')', ''), ', ') as privileges
        from platform.scope_grants(scope, full_name) group by scope_grants.grantee
      ) as by_role
      group by by_role.privileges
    ) as grants
  ) || case when scope = 'profile' then
    -- Profiles are created and deleted with memberships: not even the app's own SQL does either.
    format('revoke insert, update, delete, truncate on public.%1$I from current_user; '
      'grant update (%2$s) on public.%1$I to current_user;', full_name,
      (select string_agg(quote_ident(name), ', ') from unnest(platform.profile_columns(full_name)) as name))
  else '' end;
end
$$;

comment on function platform.grant_ddl is 'Returns DDL for the privileges on a table, view or sequence.';

revoke all on function platform.grant_ddl from public, anon, authenticated, service_role;
