-- native_problems: Returns the problems of a column of type native, which a spec only keeps, renames or drops: the table must
-- have the column. existing holds the SQL types of its columns by name. A name that no spec could choose may be repeated.
create or replace function platform.native_problems(spec jsonb, path text, existing jsonb)
returns setof platform.spec_problem
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source constant text := case when existing ? (spec ->> 'renamed_from') then spec ->> 'renamed_from' else spec ->> 'name' end;
  v_key text;
begin
  if existing ? v_source is not true then
    return next (path || '.type', 'unknown_type',
      format('is only for a column that SQL has added: the table has no column "%s"', left(v_source, 100)))::platform.spec_problem;
    return;
  elsif jsonb_typeof(spec -> 'sql_type') = 'string' and spec -> 'sql_type' <> existing -> v_source then
    return next (path || '.sql_type', 'invalid_value',
      format('must be %s, the type of the column: exec_sql can change it', left(existing ->> v_source, 200)))::platform.spec_problem;
  end if;
  if v_source <> spec ->> 'name' then
    return query select * from platform.name_problems(
      spec - 'renamed_from', path, platform.spec_fields('column'), platform.reserved_columns());
  end if;
  for v_key in select key from jsonb_object_keys(spec - '{name,renamed_from,type,sql_type}'::text[]) as key
    where platform.spec_fields('column') ? key
  loop
    return next (path || '.' || v_key, 'invalid_option', 'is not an option of a column of type native')::platform.spec_problem;
  end loop;
end
$$;

comment on function platform.native_problems is 'Returns the problems of a column of type native.';

revoke all on function platform.native_problems from public, anon, authenticated, service_role;
