-- run_as_app: Runs SQL as an app's role, in its executor, and returns the row count of the last statement. What the SQL
-- creates belongs to the app, and PostgreSQL itself refuses it the tables of other apps, SET ROLE and transaction control.
-- Called by: run_statement, run_ddl, find_drops, syntax_error_at, and the functions of platform that change tables.
-- Security: invoker; only postgres may execute the executors.
create or replace function sandbox.run_as_app(app_id bigint, sql text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
begin
  execute format('select sandbox.%I($1)', platform.app_role(app_id) || '_write') into v_rows using sql;
  return v_rows;
end
$$;

comment on function sandbox.run_as_app is 'Runs SQL as an app''s role.';

revoke all on function sandbox.run_as_app from public, anon, authenticated, service_role;
