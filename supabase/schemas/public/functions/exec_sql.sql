-- exec_sql: Runs SQL as the app whose tables it names: the one-argument call for platforms that use full table names. The
-- prefix in the SQL determines the app. Returns what platform.exec_sql returns.
-- Called by: platforms, as supabase.rpc('exec_sql', { sql }) with the secret key.
-- Security: invoker; platform.exec_sql does the work.
-- Errors: 22023 no_app if no app's table is named, 42501 mixed_apps if tables of several apps are.
create or replace function public.exec_sql(sql text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
set statement_timeout = '8s'
as $$
declare
  v_apps constant bigint[] := array(
    select distinct match[1]::bigint from regexp_matches(sql, '\yapp_([1-9][0-9]{0,9})_', 'gi') as match
    union
    select distinct match[1]::bigint from regexp_matches(sql, '\y' || platform.index_prefix() || 'app_([1-9][0-9]{0,9})_', 'gi') as match
  );
begin
  if cardinality(v_apps) = 0 then
    raise exception 'Cannot run the SQL: it does not name a table of any app'
      using errcode = '22023', detail = 'no_app', hint = 'Use full table names, such as app_57_todos, or call platform.exec_sql.';
  elsif cardinality(v_apps) > 1 then
    raise exception 'Cannot run the SQL: it names tables of several apps'
      using errcode = '42501', detail = 'mixed_apps', hint = 'Send one call per app.';
  end if;
  return platform.exec_sql(v_apps[1], sql);
end
$$;

comment on function public.exec_sql is 'Runs SQL as the app whose tables it names.';

revoke all on function public.exec_sql from public, anon, authenticated, service_role;
grant execute on function public.exec_sql to service_role;
