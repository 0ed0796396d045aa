-- tg_check_references: Refuses a reference to a row that the caller may not read. A foreign key is checked as the table's owner,
-- to whom row security does not apply: it would tell which ids exist, and one member's rows could keep another from deleting
-- theirs. A row that does not exist is refused in the same words. References that an update leaves as they are pass.
-- The arguments are triples: column, referenced table, referenced column. They are names, not dependencies, so that a column can
-- be dropped; protect_references renews the triggers. Their names, CHECK_…, sort before those of foreign keys (RI_…), whose errors
-- would tell more. The first row of an INSERT checks them all at once. The check of a single row is prepared once per session: to
-- plan it takes longer than the insert.
-- Fires on: insert and update of a row of a spec's table that references a table whose rows not every member reads.
-- Errors: 23503 reference_not_readable.
create or replace function access.tg_check_references()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_is_first boolean;
  v_has_more boolean := false;
  v_column text;
  v_target text;
  v_value text;
  v_check text;
  v_is_readable boolean;
begin
  if tg_op = 'INSERT' then
    select written *= new, (select count(*) > 1 from (select from written limit 2) as two) into v_is_first, v_has_more from written limit 1;
    if not v_is_first then
      return null;
    end if;
  end if;
  for v_at in 0 .. tg_nargs - 1 by 3 loop
    v_column := tg_argv[v_at];
    v_target := format('public.%I', tg_argv[v_at + 1]);
    continue when not row_security_active(v_target);
    if v_has_more then
      execute format('select not exists (select from written where %1$I is not null and not exists ('
        'select from %2$s as target where target.%3$I = written.%1$I))', v_column, v_target, tg_argv[v_at + 2])
      into v_is_readable;
    else
      v_value := to_jsonb(new) ->> v_column;
      continue when v_value is null or tg_op = 'UPDATE' and v_value = to_jsonb(old) ->> v_column;
      v_check := 'reads_' || md5(v_target || '.' || tg_argv[v_at + 2]);
      loop
        begin
          execute format('execute %I(%L)', v_check, v_value) into v_is_readable;
          exit;
        exception when invalid_sql_statement_name then
          execute format('prepare %I as select exists (select from %s as target where target.%I = $1)',
            v_check, v_target, tg_argv[v_at + 2]);
        end;
      end loop;
    end if;
    if not v_is_readable then
      raise exception 'Cannot reference a row of "%" in "%"."%": it does not exist, or you may not read it',
        tg_argv[v_at + 1], tg_table_name, v_column
        using errcode = '23503', detail = 'reference_not_readable', hint = 'Use the id of a row that you can read.';
    end if;
  end loop;
  return null;
end
$$;

comment on function access.tg_check_references is 'Refuses a reference to a row that the caller may not read.';

revoke all on function access.tg_check_references from public, anon, authenticated, service_role;
grant execute on function access.tg_check_references to app_code;
