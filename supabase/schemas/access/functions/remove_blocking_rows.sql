-- remove_blocking_rows: deletes the rows of an app that keep one of its rows from being deleted, as a foreign key violation
-- tells them: the constraint, and the id of the kept row, which is the one uuid in the detail in whatever language.
-- Called by: tg_app_members__remove_profile.
create or replace function access.remove_blocking_rows(app_id bigint, constraint_name text, violation_detail text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table text;
  v_column text;
begin
  select relation.relname, attribute.attname into strict v_table, v_column
  from platform.app_relations(app_id) as relation
  join pg_catalog.pg_constraint on conrelid = relation.oid and contype = 'f' and conname = constraint_name
  join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum = conkey[1];
  execute format('delete from public.%I where %I = $1', v_table, v_column)
    using substring(violation_detail from '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid;
end
$$;

comment on function access.remove_blocking_rows is 'Deletes the rows that keep a row of the app from being deleted.';

revoke all on function access.remove_blocking_rows from public, anon, authenticated, service_role;
