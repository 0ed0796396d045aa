-- executor_bodies: Returns the executors of an app as (suffix of the name, arguments, answer type, volatility, body). The
-- role of the app owns them all, and they run what they are given as that role.
--   write  runs statements that return no rows, or several at once; returns the row count of the last one
--   query  runs one statement that returns rows; read does so too, and is STABLE, so that PostgreSQL refuses every change
-- Rows are fetched one by one from a cursor, so that the cap limits how many are ever produced: max_rows, and max_bytes of
-- JSON.
-- Called by: factory_script and executors.
create or replace function sandbox.executor_bodies()
returns table (suffix text, arguments text, answer text, volatility text, body text)
language plpgsql
rows 3
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_query constant text := $body$
declare
  v_query refcursor;
  v_row record;
  v_text text;
  v_rows text[] := '{}';
  v_bytes bigint := 0;
  v_truncated boolean := false;
begin
  /* A loop would fetch up to fifty rows ahead, however wide they are. */
  open v_query no scroll for execute sql;
  loop
    fetch v_query into v_row;
    exit when not found;
    if cardinality(v_rows) >= max_rows or v_bytes > max_bytes then
      v_truncated := true;
      exit;
    end if;
    -- Before it becomes JSON, of which several copies are made.
    if pg_column_size(v_row) > greatest(max_bytes, 4194304) then
      raise exception 'Cannot return the row: it has more than % bytes', greatest(max_bytes, 4194304)
        using errcode = '54000', detail = 'result_too_large', hint = 'Select fewer columns, or shorter values with left().';
    end if;
    v_text := row_to_json(v_row)::text;
    v_bytes := v_bytes + octet_length(v_text);
    v_rows := v_rows || v_text;
  end loop;
  close v_query;
  /* constraints */
  return json_build_object(
    'row_count', cardinality(v_rows),
    'truncated', v_truncated,
    'names', (select json_agg(name) from json_object_keys(row_to_json(v_row)) as name),
    'rows', ('[' || array_to_string(v_rows, ',') || ']')::json
  );
end
$body$;
begin
  return query values
    ('_write', 'sql text', 'bigint', 'volatile',
      'declare v_rows bigint; begin execute sql; get diagnostics v_rows = row_count; set constraints all immediate; return v_rows; end'),
    ('_query', 'sql text, max_rows integer, max_bytes bigint', 'json', 'volatile',
      -- Deferred triggers fire here, as the app, and not at the end of the transaction as postgres.
      replace(c_query, '/* constraints */', 'set constraints all immediate;')),
    ('_read', 'sql text, max_rows integer, max_bytes bigint', 'json', 'stable', c_query);
end
$$;

comment on function sandbox.executor_bodies is 'Returns the executors of an app.';

revoke all on function sandbox.executor_bodies from public, anon, authenticated, service_role;
