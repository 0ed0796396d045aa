-- register_relations: Registers the new tables among the given relations, with the scope that fits them, and returns their
-- short names. A registered table of raw DDL gets the scope of the policies that its owner has written since, never the scope of a
-- spec. A table of a spec that raw DDL renamed is registered already (follow_renames).
create or replace function platform.register_relations(app_id bigint, relations oid[])
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_new text[];
begin
  with registered as (
    insert into platform.app_tables (app_id, name, scope, display_name)
    select register_relations.app_id, short.name, platform.infer_scope(register_relations.app_id, relation.oid),
      platform.display_name(jsonb_build_object('name', short.name))
    from platform.app_relations(register_relations.app_id, relations) as relation
    cross join lateral (
      select right(relation.relname, -char_length(platform.app_object(register_relations.app_id, ''))) as name) as short
    where relation.relkind = 'r'
    on conflict on constraint app_tables_pkey do update
    set scope = case when platform.is_raw_scope(excluded.scope) then excluded.scope else 'custom' end
    where platform.is_raw_scope(app_tables.scope) and app_tables.scope <> excluded.scope
    returning app_tables.name, app_tables.baseline
  )
  select coalesce(array_agg(registered.name order by registered.name) filter (where registered.baseline = '{}'), '{}') into v_new
  from registered;
  return v_new;
end
$$;

comment on function platform.register_relations is 'Registers the new tables among the given relations.';

revoke all on function platform.register_relations from public, anon, authenticated, service_role;
