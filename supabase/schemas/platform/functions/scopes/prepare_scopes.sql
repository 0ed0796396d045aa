-- prepare_scopes: Writes scope_templates for the scopes of this release, and returns the scopes whose template was
-- outdated.
-- Called by: the last migration of a release, and DBAs.
create or replace function platform.prepare_scopes()
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changed text[];
begin
  with changed as (
    insert into platform.scope_templates (scope, protection, facts)
    select current.scope, current.protection, current.facts from platform.current_templates() as current
    on conflict (scope) do update set protection = excluded.protection, facts = excluded.facts
    where (scope_templates.protection, scope_templates.facts) is distinct from (excluded.protection, excluded.facts)
    returning scope_templates.scope
  )
  select coalesce(array_agg(changed.scope order by changed.scope), '{}') into v_changed from changed;
  return v_changed;
end
$$;

comment on function platform.prepare_scopes is 'Writes scope_templates for the scopes of this release.';

revoke all on function platform.prepare_scopes from public, anon, authenticated, service_role;
