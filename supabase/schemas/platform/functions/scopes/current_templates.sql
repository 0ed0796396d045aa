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
    select template.scope,
      replace(
        replace(platform.compose_protection(0, 'x', template.scope), platform.app_object(0, 'x'), 'a_table'),
        platform.app_literal(0), '%a'),
      platform.scope_facts(template.scope)
    from unnest('{private,shared,public_read,read_only,owned,open,custom}'::text[]) as template (scope);
end
$$;

comment on function platform.current_templates is 'Returns scope_templates as this release defines them.';

revoke all on function platform.current_templates from public, anon, authenticated, service_role;
