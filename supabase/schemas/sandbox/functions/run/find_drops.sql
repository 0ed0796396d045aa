-- find_drops: Returns what a statement would drop of an app's tables of specs, with all that cascades: {"lists": null, "todos":
-- ["text"]} for a table and a column. It runs the statement and rolls it back, so that PostgreSQL itself decides; an error of
-- the statement is raised.
-- Called by: run_ddl.
create or replace function sandbox.find_drops(app_id bigint, sql text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables constant jsonb := (
    select jsonb_object_agg(relation.name, relation.id)
    from platform.registered_relations(app_id) as relation where platform.is_spec_scope(relation.scope));
  v_columns constant jsonb := (
    select jsonb_object_agg(attrelid || ' ' || attnum, attname)
    from pg_catalog.pg_attribute
    where attrelid in (select id::oid from jsonb_each_text(v_tables) as spec (name, id)) and attnum > 0 and not attisdropped);
  v_drops jsonb;
begin
  perform sandbox.run_as_app(app_id, sql);
  select jsonb_object_agg(spec.name, gone.columns) into v_drops
  from jsonb_each_text(v_tables) as spec (name, id)
  left join pg_catalog.pg_class on pg_class.oid = spec.id::oid
  left join lateral (
    select jsonb_agg(v_columns -> (attrelid || ' ' || attnum)) as columns
    from pg_catalog.pg_attribute where attrelid = pg_class.oid and attisdropped and v_columns ? (attrelid || ' ' || attnum)
  ) as gone on true
  where pg_class.oid is null or gone.columns is not null;
  perform platform.undo_dry_run();
  return null;
exception when sqlstate 'DRY00' then
  return coalesce(v_drops, '{}');
end
$$;

comment on function sandbox.find_drops is 'Returns what a statement would drop of an app''s tables of specs.';

revoke all on function sandbox.find_drops from public, anon, authenticated, service_role;
