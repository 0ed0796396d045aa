-- registered_relations: Returns the tables of an app that exist and are registered, as (id, full_name, name, scope): all of
-- them, or those with the given ids.
create or replace function platform.registered_relations(app_id bigint, relations oid[] default null)
returns table (id oid, full_name text, name text, scope text)
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix_length constant integer := char_length(platform.app_object(app_id, ''));
begin
  return query
    select relation.oid, relation.relname::text, app_tables.name, app_tables.scope
    from platform.app_relations(registered_relations.app_id, relations) as relation
    join platform.app_tables
      on app_tables.app_id = registered_relations.app_id and app_tables.name = right(relation.relname, -v_prefix_length);
end
$$;

comment on function platform.registered_relations is 'Returns the tables of an app that exist and are registered.';

revoke all on function platform.registered_relations from public, anon, authenticated, service_role;
