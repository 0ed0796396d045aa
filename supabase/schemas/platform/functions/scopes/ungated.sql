-- ungated: Returns the condition of a policy that an app wrote, without what policy_gates puts before it. Apps cannot write that part
-- themselves: they cannot name access.applies_to.
-- expression is what pg_get_expr prints.
-- Called by: policy_gates and standards_scope.
create or replace function platform.ungated(expression text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return regexp_replace(expression,
    '^\((?:\(NOT )?\( SELECT access\.applies_to\([^,]*, ''\{[a-z_,]*\}''::text\[\]\) AS applies_to\)\)? (?:AND|OR) (.*)\)$', '\1');
end
$$;

comment on function platform.ungated is 'Returns the condition of a policy as the app wrote it.';

revoke all on function platform.ungated from public, anon, authenticated, service_role;
