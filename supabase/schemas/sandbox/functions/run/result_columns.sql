-- result_columns: Returns the columns of a query's result as [{name, type}]. It prepares the query, which analyses it
-- without running it, and deallocates it at once, so that nothing remains on the connection (see also end_columns).
-- Called by: run_statement.
create or replace function sandbox.result_columns(app_id bigint, sql text, names json)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_types text[];
begin
  perform sandbox.run_as_app(app_id, 'prepare appshard_columns as ' || sql);
  select result_types::text[] into v_types from pg_catalog.pg_prepared_statements where name = 'appshard_columns';
  perform sandbox.end_columns();
  return (
    select coalesce(jsonb_agg(jsonb_build_object('name', element.name, 'type', v_types[element.position]) order by element.position), '[]')
    from json_array_elements_text(case json_typeof(names) when 'array' then names else '[]' end) with ordinality as element (name, position)
  );
end
$$;

comment on function sandbox.result_columns is 'Returns the columns of a query''s result.';

revoke all on function sandbox.result_columns from public, anon, authenticated, service_role;
