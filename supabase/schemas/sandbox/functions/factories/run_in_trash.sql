-- run_in_trash: runs SQL as an app's role that may make relations in schema trash while it does. Answers the row count of
-- what comes first.
-- Called by: save_values and move_to_trash. Security: invoker; factories can be executed by postgres alone.
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

comment on function sandbox.run_in_trash is 'Runs SQL as the app''s role, which may write into the trash.';

revoke all on function sandbox.run_in_trash from public, anon, authenticated, service_role;
