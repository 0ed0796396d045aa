-- run_in_trash: Runs SQL as an app's role while that role may create relations in schema trash. Returns the row count of
-- sql; and_then runs after it.
-- Called by: save_values and move_to_trash.
-- Security: invoker; only postgres may execute the factories.
create or replace function sandbox.run_in_trash(app_id bigint, sql text, and_then text default '')
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
begin
  perform sandbox.run_factory('lend_schemas', app_id);
  v_rows := sandbox.run_as_app(app_id, sql);
  if and_then <> '' then
    perform sandbox.run_as_app(app_id, and_then);
  end if;
  perform sandbox.run_factory('take_schemas_back', app_id);
  return v_rows;
end
$$;

comment on function sandbox.run_in_trash is 'Runs SQL as an app''s role, which may create relations in schema trash meanwhile.';

revoke all on function sandbox.run_in_trash from public, anon, authenticated, service_role;
