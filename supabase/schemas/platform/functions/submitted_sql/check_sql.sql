-- check_sql: Returns what the guard reads in a SQL string, without running it: {statements: [{kind, command, fingerprint}]}.
-- Of the walls, only the check of the SQL itself is applied.
-- Called by: the sql function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: those of sandbox.read_sql.
create or replace function platform.check_sql(app_id bigint, sql text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object('statements', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'kind', statement.kind, 'command', statement.command, 'fingerprint', statement.fingerprint)), '[]')
    from sandbox.read_sql(app_id, sql) as statement
  ));
end
$$;

comment on function platform.check_sql is 'Returns what the guard reads in a SQL string, without running it.';

revoke all on function platform.check_sql from public, anon, authenticated, service_role;
grant execute on function platform.check_sql to service_role;
