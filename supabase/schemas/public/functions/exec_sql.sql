-- exec_sql: the one-argument call of platforms that name tables in full: the app is taken from the prefix in the text. Answers
-- what platform.exec_sql answers.
-- Called by: platforms, supabase.rpc('exec_sql', { sql }) with the secret key. Security: invoker; platform does the work.
-- Errors: 22023 no_app for a text that names no app's table, 42501 mixed_apps for one that names those of several.
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
    raise exception 'Cannot run the SQL: it names no table of an app'
      using errcode = '22023', detail = 'no_app', hint = 'Name tables in full, such as app_57_todos, or call platform.exec_sql.';
  elsif cardinality(v_apps) > 1 then
    raise exception 'Cannot run the SQL: it names tables of several apps'
      using errcode = '42501', detail = 'mixed_apps', hint = 'Send one call for each app.';
  end if;
  return platform.exec_sql(v_apps[1], sql);
end
$$;

comment on function public.exec_sql is 'Runs SQL as the app whose tables it names.';

revoke all on function public.exec_sql from public, anon, authenticated, service_role;
grant execute on function public.exec_sql to service_role;
