-- supabase/schemas/public/functions/join_app.sql
-- join_app: how a generated app enrols a signed-in user: supabase.rpc('join_app', { app_id: 57 }).
-- Security: invoker; the body is bound to access.join_app when it is created, so callers need no USAGE on access.
create or replace function public.join_app(app_id bigint)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.join_app(join_app.app_id);
end;

comment on function public.join_app is 'Makes the signed-in user a member of the app.';

revoke all on function public.join_app from public, anon, authenticated, service_role;
grant execute on function public.join_app to authenticated;

-- supabase/schemas/public/functions/leave_app.sql
-- leave_app: how a user leaves an app: supabase.rpc('leave_app', { app_id: 57 }). The user's rows in it go.
-- Security: invoker; bound to access.leave_app, see join_app.
create or replace function public.leave_app(app_id bigint)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select access.leave_app(leave_app.app_id);
end;

comment on function public.leave_app is 'Ends the membership of the signed-in user in the app, and removes the user''s rows in it.';

revoke all on function public.leave_app from public, anon, authenticated, service_role;
grant execute on function public.leave_app to authenticated;

-- supabase/schemas/public/functions/my_apps.sql
-- my_apps: which apps of this shard the signed-in user belongs to: supabase.rpc('my_apps').
-- Security: invoker; bound to access.my_apps, see join_app.
create or replace function public.my_apps()
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select access.my_apps();
end;

comment on function public.my_apps is 'The apps of the signed-in user.';

revoke all on function public.my_apps from public, anon, authenticated, service_role;
grant execute on function public.my_apps to authenticated;
