-- move_to_trash: Moves a table to the trash, with its rows, indexes and policies; a member's rows are still deleted with
-- the profile. Only the platform has access to it there. Returns the id of the trash entry.
-- Errors: 2BP01 table_in_use.
create or replace function platform.move_to_trash(app_id bigint, name text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, name);
  v_table_id constant oid := to_regclass(format('public.%I', v_table));
  v_user text;
  v_id bigint;
  v_trash text;
  v_names jsonb;
  v_rows bigint := platform.estimated_rows(v_table);
begin
  select coalesce(
    (select conrelid::regclass::text from pg_catalog.pg_constraint
      where confrelid = v_table_id and conrelid <> confrelid and contype = 'f'
      limit 1),
    (select ev_class::regclass::text from pg_catalog.pg_depend
      join pg_catalog.pg_rewrite on pg_rewrite.oid = objid
      where pg_depend.classid = 'pg_catalog.pg_rewrite'::regclass and refclassid = 'pg_catalog.pg_class'::regclass
        and refobjid = v_table_id and ev_class <> v_table_id
      limit 1),
    -- Its policy would keep reading the trashed table and be dropped with it on purge.
    (select polrelid::regclass::text from pg_catalog.pg_depend
      join pg_catalog.pg_policy on pg_policy.oid = objid
      where pg_depend.classid = 'pg_catalog.pg_policy'::regclass and refclassid = 'pg_catalog.pg_class'::regclass
        and refobjid = v_table_id and polrelid <> v_table_id
      limit 1)
  ) into v_user;
  if v_user is not null then
    raise exception 'Cannot drop table "%": "%" references it', v_table, v_user
      using errcode = '2BP01', detail = 'table_in_use', hint = 'Drop that reference, view or policy first, then try again.';
  end if;

  -- An estimate of a table without statistics may be far off; a small one is counted.
  if v_rows < platform.limit_of('big_table_rows') then
    execute format('select count(*) from public.%I', v_table) into v_rows;
  end if;
  insert into platform.dropped_objects (app_id, kind, table_name, spec, row_count)
  values (app_id, 'table', name, platform.describe_table(app_id, name) - 'full_name', v_rows)
  returning id into v_id;
  v_trash := platform.app_object(app_id, v_id::text);
  select coalesce(jsonb_object_agg(v_trash || '_' || element.position, element.name), '{}') into v_names
  from (
    select relation.relname as name, row_number() over (order by relation.relname) as position
    from pg_catalog.pg_class as relation
    where relation.oid in (
      select indexrelid from pg_catalog.pg_index where indrelid = v_table_id
      union all
      select seqrelid from pg_catalog.pg_sequence
      join pg_catalog.pg_depend on objid = seqrelid and classid = 'pg_class'::regclass
      where refclassid = 'pg_class'::regclass and refobjid = v_table_id and deptype in ('a', 'i'))
  ) as element;
  perform sandbox.run_in_trash(app_id,
    coalesce((
      select string_agg(format('alter index public.%I rename to %I;', old.value, old.key), '') from jsonb_each_text(v_names) as old), '')
    || format('alter table public.%1$I rename to %2$I; alter table public.%2$I set schema trash;', v_table, v_trash));
  update platform.dropped_objects set names = v_names where dropped_objects.id = v_id;
  delete from platform.app_tables where app_tables.app_id = move_to_trash.app_id and app_tables.name = move_to_trash.name;
  -- Saved values of its columns go with it: a new table of the same name has other rows.
  update platform.dropped_objects set parent_id = v_id
  where dropped_objects.app_id = move_to_trash.app_id and dropped_objects.table_name = move_to_trash.name
    and kind <> 'table' and parent_id is null and not is_orphaned;
  return v_id;
end
$$;

comment on function platform.move_to_trash is 'Moves a table to the trash.';

revoke all on function platform.move_to_trash from public, anon, authenticated, service_role;
