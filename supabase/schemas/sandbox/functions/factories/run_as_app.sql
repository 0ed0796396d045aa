-- run_as_app: runs SQL as an app's role, in its executor: what it makes belongs to the app, and PostgreSQL itself
-- refuses it any other app's tables, SET ROLE and transaction control. Answers the last statement's row count.
-- Called by: the functions of platform that change tables. Security: invoker; executors can be executed by postgres alone.
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

comment on function sandbox.run_as_app is 'Runs SQL as the app''s role.';

revoke all on function sandbox.run_as_app from public, anon, authenticated, service_role;
