-- sandbox: where SQL runs as an app. One executor per app, owned by that app's role, and the factories that make both.
-- Not exposed. Only postgres, through the definer functions of platform, may call anything here.
-- SQL functions may call each other in any order of files.
set check_function_bodies = off;

create schema if not exists sandbox;

comment on schema sandbox is 'Executors of the apps and the factories that make them. Not exposed.';

revoke all on schema sandbox from public, anon, authenticated, service_role;
grant usage, create on schema sandbox to app_installer;
