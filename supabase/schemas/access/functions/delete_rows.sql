-- delete_rows: deletes rows of an app's table, and before them what keeps them from being deleted: references that may be null
-- become null, and rows that need theirs go too, as deep as it goes. A foreign key violation tells the constraint, and the id
-- of the kept row, the one uuid in its detail in any language.
-- Called by: tg_app_members__remove_profile and itself.
create or replace function access.delete_rows(app_id bigint, table_name text, column_name text, value uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_constraint text;
  v_detail text;
  v_blocking record;
begin
  loop
    begin
      execute format('delete from public.%I where %I = $1', table_name, column_name) using value;
      return;
    exception when foreign_key_violation or restrict_violation then
      get stacked diagnostics v_constraint = constraint_name, v_detail = pg_exception_detail;
    end;
    select relation.relname, attribute.attname, attribute.attnotnull as is_required,
      substring(v_detail from '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid as kept into strict v_blocking
    from platform.app_relations(app_id) as relation
    join pg_catalog.pg_constraint on conrelid = relation.oid and contype = 'f' and conname = v_constraint
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum = conkey[1];
    if v_blocking.is_required then
      perform access.delete_rows(app_id, v_blocking.relname, v_blocking.attname, v_blocking.kept);
    else
      execute format('update public.%1$I set %2$I = null where %2$I = $1', v_blocking.relname, v_blocking.attname) using v_blocking.kept;
    end if;
  end loop;
end
$$;

comment on function access.delete_rows is 'Deletes rows of an app''s table and before them those that reference them.';

revoke all on function access.delete_rows from public, anon, authenticated, service_role;
