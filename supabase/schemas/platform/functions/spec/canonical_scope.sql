-- canonical_scope: returns the canonical name of a scope: private when the spec omits it, and for the alias user_scoped.
create or replace function platform.canonical_scope(scope text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case coalesce(scope, 'private') when 'user_scoped' then 'private' else coalesce(scope, 'private') end;
end
$$;

comment on function platform.canonical_scope is 'The canonical name of a scope.';

revoke all on function platform.canonical_scope from public, anon, authenticated, service_role;
