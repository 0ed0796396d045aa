-- api_relations: Returns the tables and views of an app that the Data API serves: the registered tables by name, then the
-- views. is_realtime is whether hosted Realtime's publication contains the table.
create or replace function platform.api_relations(app_id bigint)
returns setof platform.api_relation
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select served.id, served.name, platform.app_object(app_id, served.name), served.is_view, served.scope,
      pg_catalog.obj_description(served.id, 'pg_class'),
      coalesce((
        select array_agg(attribute.attname::text order by key.position)
        from pg_catalog.pg_constraint
        cross join unnest(conkey) with ordinality as key (number, position)
        join pg_catalog.pg_attribute as attribute on attribute.attrelid = served.id and attribute.attnum = key.number
        where conrelid = served.id and contype = 'p'
      ), '{}'),
      not served.is_view and exists (
        select from pg_catalog.pg_publication
        where pubname = 'supabase_realtime' and (
          puballtables
          or exists (select from pg_catalog.pg_publication_rel where prrelid = served.id and prpubid = pg_publication.oid)
          or exists (
            select from pg_catalog.pg_publication_namespace
            where pnnspid = 'public'::regnamespace and pnpubid = pg_publication.oid)
        )
      )
    from (
      select to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name)))::oid as id,
        app_tables.name, false as is_view, app_tables.scope
      from platform.app_tables where app_tables.app_id = api_relations.app_id
      union all
      select oid, substr(relname, char_length(platform.app_object(api_relations.app_id, '')) + 1), true, 'view'
      from platform.app_relations(api_relations.app_id) where relkind = 'v'
    ) as served
    where served.id is not null
    order by served.is_view, served.name;
end
$$;

comment on function platform.api_relations is 'Returns the tables and views of an app that the Data API serves.';

revoke all on function platform.api_relations from public, anon, authenticated, service_role;
