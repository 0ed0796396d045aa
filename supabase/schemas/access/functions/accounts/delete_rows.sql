-- delete_rows: deletes rows of an app's table, and with them what keeps them from being deleted: references that may be null
-- become null, and rows that need theirs go too, as deep as it goes. Where a plain delete does, that is all. Else the rows
-- that have to go are gathered along the foreign keys as the catalog has them, whatever raw DDL made of these: any type, several
-- columns, set null or set default that the column or a check refuses. They go in one statement, at whose end they are checked.
-- Called by: tg_app_members__remove_profile.
create or replace function access.delete_rows(app_id bigint, table_name text, column_name text, value uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_root constant oid := to_regclass(format('public.%I', table_name));
  -- References that cannot be emptied, as it turned out: their rows go.
  v_needed oid[] := '{}';
  -- The rows that go, by the oid of their table.
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

  -- Each attempt learns of one reference at least, or of rows that somebody added meanwhile.
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
      for v_link in select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where link.is_needed loop
        execute format(
          'select array_agg(source.ctid) from %s as source '
            'where exists (select from %s as target where target.ctid = any ($1) and %s) and source.ctid <> all ($2)',
          v_link.source, v_link.target, v_link.condition)
        into v_found using (v_rows ->> v_link.target_id::text)::tid[], coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}');
        if v_found is not null then
          v_rows := v_rows || jsonb_build_object(v_link.source_id, (coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}') || v_found)::text);
          v_grows := true;
        end if;
      end loop;
    end loop;
    for v_link in select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where not link.is_needed loop
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

comment on function access.delete_rows is 'Deletes rows of an app''s table and with them those that reference them.';

revoke all on function access.delete_rows from public, anon, authenticated, service_role;
