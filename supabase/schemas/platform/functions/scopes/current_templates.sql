-- current_templates: Returns scope_templates as this release defines them. A table of app 0 stands in for all tables.
create or replace function platform.current_templates()
returns table (scope text, protection text, facts text)
language plpgsql
stable
rows 7
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select scopes.name,
      replace(replace(replace(
        platform.compose_protection(0, 'x', scopes.name), platform.app_user_role(0), '%u'), platform.app_object(0, 'x'), 'a_table'),
        platform.app_literal(0), '%a'),
      platform.scope_facts(scopes.name)
    from platform.scopes
    -- The grants of profiles depend on the columns of each table.
    where scopes.origin <> 'platform';
end
$$;

comment on function platform.current_templates is 'Returns scope_templates as this release defines them.';

revoke all on function platform.current_templates from public, anon, authenticated, service_role;
