-- app_relations: Returns the relations in public that have an app's prefix, apart from indexes: all of them, or those with
-- the given ids. A range finds them by the index on names, not LIKE, in which _ is a wildcard, and not a scan of pg_class.
-- The character after _ is `.
create or replace function platform.app_relations(app_id bigint, relations oid[] default null)
returns setof pg_catalog.pg_class
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  if relations is not null then
    return query
      select * from pg_catalog.pg_class
      where oid = any (relations) and relnamespace = 'public'::regnamespace and relkind <> 'i'
        and starts_with(relname, platform.app_object(app_id, ''));
    return;
  end if;
  return query
    select * from pg_catalog.pg_class
    where relnamespace = 'public'::regnamespace
      and relname >= platform.app_object(app_id, '')::name
      and relname < (platform.app_role(app_id) || '`')::name
      and relkind <> 'i';
end
$$;

comment on function platform.app_relations is 'Returns the relations in public that have an app''s prefix.';

revoke all on function platform.app_relations from public, anon, authenticated, service_role;
