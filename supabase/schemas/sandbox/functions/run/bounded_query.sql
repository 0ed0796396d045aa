-- bounded_query: Returns a query that reads as the given one but measures the values of a row before PostgreSQL copies them into one:
-- a row that repeats a wide value in hundreds of columns would take hundreds of megabytes, twice, before an executor sees it.
-- The names and types come from the query itself, as the app and without a row.
-- Called by: run_statement, for queries that may have many columns.
create or replace function sandbox.bounded_query(app_id bigint, sql text, max_bytes bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_read constant text := format('select sandbox.%I($1, 1, $2)', platform.app_role(app_id) || '_read');
  v_names text[];
  v_columns text;
  v_answer json;
begin
  execute v_read into v_answer using format(e'select * from (%s\n) as bounded limit 0', sql), max_bytes;
  v_names := array(select json_array_elements_text(v_answer -> 'names'));
  if cardinality(v_names) <= 20 then
    return sql;
  end if;
  v_columns := (select string_agg('c' || place, ', ' order by place) from generate_subscripts(v_names, 1) as place);
  execute v_read into v_answer using format(
    e'select array[%s] as types from (select) as one left join (select * from (%s\n) as bounded (%s) limit 0) as bounded on true',
    (select string_agg(format('pg_typeof(c%s)', place), ', ' order by place) from generate_subscripts(v_names, 1) as place),
    sql, v_columns), max_bytes;
  return (
    select format(e'select %s from (%s\n) as bounded (%s) where access.is_narrow(%s)',
      string_agg(format('c%s as %I', col.place, col.name), ', ' order by col.place), sql, v_columns,
      -- octet_length tells the length of a compressed text without reading it.
      string_agg(format(case when col.type in ('text', 'character varying', 'bytea') then 'coalesce(octet_length(c%s), 0)::bigint'
        else 'coalesce(pg_column_size(c%s), 0)::bigint' end, col.place), ' + ' order by col.place))
    from rows from (unnest(v_names), json_array_elements_text(v_answer #> '{rows,0,types}')) with ordinality as col (name, type, place));
end
$$;

comment on function sandbox.bounded_query is 'Returns a query that measures the values of a row before PostgreSQL copies them.';

revoke all on function sandbox.bounded_query from public, anon, authenticated, service_role;
