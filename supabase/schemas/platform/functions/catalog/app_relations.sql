-- app_relations: the relations in public that bear an app's prefix, or those of them with the given ids. Found by a range on the
-- index of names, never by LIKE, for which _ is a wildcard, and never by a scan of pg_class. The character after _ is `.
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

comment on function platform.app_relations is 'The relations in public that bear an app''s prefix.';

revoke all on function platform.app_relations from public, anon, authenticated, service_role;
