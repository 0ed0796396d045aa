-- data_api_findings: Returns what the Data API of the shard would tell about apps because its settings are missing, the
-- extension pg_graphql, which tells the same, and the roles of requests that may last for ever.
-- Called by: shard_findings.
create or replace function platform.data_api_findings()
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- PostgREST prefers the settings of the role in this database to those of the role in all databases.
  v_settings constant text[] := array(
    select setting
    from pg_catalog.pg_db_role_setting, unnest(setconfig) as setting
    where setrole = 'authenticator'::regrole
      and setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
    order by setdatabase
  );
begin
  return query
    select null::bigint, 'pgrst.' || expected.name, 'data_api_setting_missing',
      format('Run "alter role authenticator set pgrst.%s = ''%s''; notify pgrst, ''reload config'';".', expected.name, expected.value),
      null::text, false
    from (values ('db_pre_request', 'data_api.check_request'), ('openapi_mode', 'disabled')) as expected (name, value)
    where expected.value is distinct from (
      select split_part(setting, '=', 2) from unnest(v_settings) with ordinality as given (setting, place)
      where split_part(setting, '=', 1) = 'pgrst.' || expected.name order by place desc limit 1
    );
  return query
    select null::bigint, expected.role || '.transaction_timeout', 'data_api_setting_missing',
      format('Run "alter role %s set transaction_timeout = ''%s'';".', expected.role, expected.value), null::text, false
    from (values ('anon', '10s'), ('authenticated', '20s'), ('app_service', '20s')) as expected (role, value)
    where not exists (
      select from pg_catalog.pg_db_role_setting, unnest(setconfig) as setting
      where setrole = to_regrole(expected.role)
        and setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
        and setting ~ '^transaction_timeout=[1-9]'
    );
  return query
    select null::bigint, extname::text, 'extension_lists_apps', 'Run "drop extension pg_graphql;".', null::text, false
    from pg_catalog.pg_extension where extname = 'pg_graphql';
end
$$;

comment on function platform.data_api_findings is
  'Returns which settings of the Data API and its roles are missing, and pg_graphql.';

revoke all on function platform.data_api_findings from public, anon, authenticated, service_role;
