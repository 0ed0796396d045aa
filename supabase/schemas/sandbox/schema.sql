-- sandbox: Reads submitted SQL and runs it as an app: the guard, the executors of the apps, each owned by its app's role, and
-- the factories that create roles and executors.
-- Not exposed. Only postgres may call anything here, through the definer functions of platform; the one exception is
-- factory_script, which the factories call.
-- Function bodies are not checked when they are created, so files can be applied in any order.
set check_function_bodies = off;

create schema if not exists sandbox;

comment on schema sandbox is 'The guard for submitted SQL, the executors of the apps and the factories that create them. Not exposed.';

revoke all on schema sandbox from public, anon, authenticated, service_role;
grant usage, create on schema sandbox to app_installer;
