-- supabase/schemas/public/functions/exec_sql.sql
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

-- supabase/schemas/public/functions/join_app.sql
-- join_app: Makes the signed-in user a member of an app.
-- Called by: generated apps, as supabase.rpc('join_app', { app_id: 57 }), or with the secret of an invitation
-- as { app_id: 57, invitation }.
-- Security: invoker; the body is bound to access.join_app when it is created, so callers need no USAGE on access.
-- Errors: those of access.join_app.
create or replace function public.join_app(app_id bigint, invitation text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.join_app(join_app.app_id, join_app.invitation);
end;

comment on function public.join_app is 'Makes the signed-in user a member of the app.';

revoke all on function public.join_app from public, anon, authenticated, service_role;
grant execute on function public.join_app to authenticated;

-- supabase/schemas/public/functions/leave_app.sql
-- leave_app: Ends the membership of the signed-in user in an app and deletes the user's rows in it.
-- Called by: generated apps, as supabase.rpc('leave_app', { app_id: 57 }).
-- Security: invoker; bound to access.leave_app, see join_app.
-- Errors: those of access.leave_app.
create or replace function public.leave_app(app_id bigint)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.leave_app(leave_app.app_id);
end;

comment on function public.leave_app is 'Ends the membership of the signed-in user in the app, and deletes the user''s rows in it.';

revoke all on function public.leave_app from public, anon, authenticated, service_role;
grant execute on function public.leave_app to authenticated;

-- supabase/schemas/public/functions/my_apps.sql
-- my_apps: Returns the apps of this shard of which the signed-in user is a member.
-- Called by: generated apps, as supabase.rpc('my_apps').
-- Security: invoker; bound to access.my_apps, see join_app.
create or replace function public.my_apps()
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select access.my_apps();
end;

comment on function public.my_apps is 'Returns the apps of the signed-in user.';

revoke all on function public.my_apps from public, anon, authenticated, service_role;
grant execute on function public.my_apps to authenticated;
