-- standards_columns: Returns the columns of a relation as a list. The four that every table made from a spec has share one line.
create or replace function platform.standards_columns(columns platform.api_column[], is_spec boolean)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_item platform.api_column;
  v_lines text := '';
begin
  foreach v_item in array columns loop
    continue when is_spec and v_item.name = any (platform.standard_columns());
    v_lines := v_lines || platform.standards_column(v_item);
  end loop;
  return v_lines
    || case when is_spec
      then '- `id`, `user_id` (the owner), `created_at`, `updated_at`: `string`, set by the database: '
        || E'omit them from every insert and update\n'
      else '' end
    || E'\n';
end
$$;

comment on function platform.standards_columns is 'Returns the columns of a relation as a list of the standards.';

revoke all on function platform.standards_columns from public, anon, authenticated, service_role;
