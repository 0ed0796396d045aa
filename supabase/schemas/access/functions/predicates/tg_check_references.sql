-- tg_check_references: Refuses a reference to a row that the caller may not read. A foreign key is checked as the table's owner,
-- to whom row security does not apply: it would tell which ids exist, and one member's rows could keep another from deleting
-- theirs. A row that does not exist is refused in the same words. References that an update leaves as they are pass.
-- The arguments are triples: columns, referenced table, referenced columns. They are names, not dependencies, so that a column can
-- be dropped; protect_references renews the triggers. A key of several columns that has a null references nothing.
-- Their names, CHECK_…, sort before those of foreign keys (RI_…), whose errors
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
  v_columns text[];
  v_referenced text[];
  v_target text;
  v_values text;
  v_is_same boolean;
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
    v_columns := tg_argv[v_at];
    v_target := format('public.%I', tg_argv[v_at + 1]);
    v_referenced := tg_argv[v_at + 2];
    continue when not row_security_active(v_target);
    if v_has_more then
      execute (
        select format('select not exists (select from written where %s and not exists (select from %s as target where %s))',
          string_agg(format('written.%I is not null', key.own), ' and '), v_target,
          string_agg(format('target.%I = written.%I', key.referenced, key.own), ' and '))
        from unnest(v_columns, v_referenced) as key (own, referenced))
      into v_is_readable;
    else
      v_values := '';
      v_is_same := tg_op = 'UPDATE';
      for v_part in 1 .. cardinality(v_columns) loop
        v_values := v_values || case v_part when 1 then '' else ', ' end || quote_literal(to_jsonb(new) ->> v_columns[v_part]);
        v_is_same := v_is_same and to_jsonb(new) -> v_columns[v_part] = to_jsonb(old) -> v_columns[v_part];
      end loop;
      continue when v_values is null or v_is_same;
      v_check := 'reads_' || md5(v_target || '.' || tg_argv[v_at + 2]);
      loop
        begin
          execute format('execute %I(%s)', v_check, v_values) into v_is_readable;
          exit;
        exception when invalid_sql_statement_name then
          execute (
            select format('prepare %I as select exists (select from %s as target where %s)', v_check, v_target,
              string_agg(format('target.%I = $%s', key.name, key.position), ' and '))
            from unnest(v_referenced) with ordinality as key (name, position));
        end;
      end loop;
    end if;
    if not v_is_readable then
      raise exception 'Cannot reference a row of "%" in "%"."%": it does not exist, or you may not read it',
        tg_argv[v_at + 1], tg_table_name, array_to_string(v_columns, '", "')
        using errcode = '23503', detail = 'reference_not_readable', hint = 'Use the id of a row that you can read.';
    end if;
  end loop;
  return null;
end
$$;

comment on function access.tg_check_references is 'Refuses a reference to a row that the caller may not read.';

revoke all on function access.tg_check_references from public, anon, authenticated, service_role;
grant execute on function access.tg_check_references to app_code;
