-- check_columns: Refuses a column whose name the Data API reads as a parameter. The catalog decides about the columns of views
-- that the text does not name (relation_findings).
-- Called by: check_statement.
-- Errors: 42939 reserved_name.
create or replace function sandbox.check_columns(kinds "char"[], words text[], ddl text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
begin
  select name into v_name from unnest(sandbox.new_columns(kinds, words, ddl)) with ordinality as found (name, position)
  where platform.is_data_api_parameter(name) order by position limit 1;
  if v_name is not null then
    perform sandbox.refuse('reserved_name',
      format('"%s" is a parameter of the Data API, which would ignore filters on the column', left(v_name, 80)),
      format('Name the column otherwise, such as %s_value.', left(split_part(v_name, '.', -1), 40)), '42939',
      coalesce(array_position(words, v_name), array_position(words, '"' || v_name || '"')));
  end if;
end
$$;

comment on function sandbox.check_columns is 'Refuses a column whose name the Data API reads as a parameter.';

revoke all on function sandbox.check_columns from public, anon, authenticated, service_role;
