-- canonical_scope: a scope by its canonical name: private where none is given, and for its other name user_scoped.
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

comment on function platform.canonical_scope is 'A scope by its canonical name.';

revoke all on function platform.canonical_scope from public, anon, authenticated, service_role;
