-- delete_rows: Deletes rows of an app's table even if other rows reference them: nullable references are set to null, and
-- rows that need a deleted row are deleted too, at any depth. If a plain DELETE succeeds, nothing more is done.
-- Otherwise it collects the rows to delete along the foreign keys in the catalog, whatever raw DDL made of these: any type,
-- several columns, SET NULL or SET DEFAULT that the column or a check rejects. One statement deletes them all, and
-- constraints are checked at its end.
-- Called by: tg_app_members__remove_profiles and platform.finish_account_change.
create or replace function access.delete_rows(app_id bigint, table_name text, column_name text, value uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_root constant oid := to_regclass(format('public.%I', table_name));
  -- References that turned out not to be nullable: their rows are deleted.
  v_needed oid[] := '{}';
  -- The rows to delete, by the oid of their table.
  v_rows jsonb;
  v_found tid[];
  v_link record;
  v_grows boolean;
begin
  begin
    execute format('delete from public.%I where %I = $1', table_name, column_name) using value;
    return;
  exception when others then
    null;
  end;

  -- Each failed attempt finds at least one such reference, or rows that another session added meanwhile.
  <<attempts>>
  for v_attempt in 1 .. 1000 loop
    execute format('select array_agg(ctid) from public.%I where %I = $1', table_name, column_name) into v_found using value;
    if v_found is null then
      return;
    end if;
    v_rows := jsonb_build_object(v_root, v_found::text);
    v_grows := true;
    while v_grows loop
      v_grows := false;
      for v_link in
        select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where link.is_needed
      loop
        execute format(
          'select array_agg(source.ctid) from %s as source '
            'where exists (select from %s as target where target.ctid = any ($1) and %s) and source.ctid <> all ($2)',
          v_link.source, v_link.target, v_link.condition)
        into v_found using (v_rows ->> v_link.target_id::text)::tid[], coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}');
        if v_found is not null then
          v_rows := v_rows || jsonb_build_object(
            v_link.source_id, (coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}') || v_found)::text);
          v_grows := true;
        end if;
      end loop;
    end loop;
    for v_link in
      select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where not link.is_needed
    loop
      begin
        execute format(
          'update %s as source set %I = null '
            'where exists (select from %s as target where target.ctid = any ($1) and %s) and source.ctid <> all ($2)',
          v_link.source, v_link.optional, v_link.target, v_link.condition)
        using (v_rows ->> v_link.target_id::text)::tid[], coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}');
      exception when others then
        v_needed := v_needed || v_link.id;
        continue attempts;
      end;
    end loop;
    begin
      execute (
        select 'with ' || string_agg(format('gone_%s as (delete from %s where ctid = any (%L::tid[]))',
          gone.key, gone.key::oid::regclass, gone.value), ', ') || ' select'
        from jsonb_each_text(v_rows) as gone);
    exception when integrity_constraint_violation then
      continue attempts when v_attempt < 1000;
      raise;
    end;
  end loop;
end
$$;

comment on function access.delete_rows is 'Deletes rows of an app''s table and those that reference them.';

revoke all on function access.delete_rows from public, anon, authenticated, service_role;
