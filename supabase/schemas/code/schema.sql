-- code: Holds the functions of the apps, code.app_57_…, which run as roles of their app, whoever calls them. Not exposed: the Data API
-- calls the wrapper of the same name in public. Policies, triggers, views and other functions of the app call the function here.
-- Only the roles of apps have USAGE, and none may create anything: the guard lends CREATE to an app's roles while it runs DDL about
-- functions (see sandbox.run_function_ddl).
create schema if not exists code;

comment on schema code is 'The functions of the apps, each owned by a role of its app. Not exposed.';

revoke all on schema code from public, anon, authenticated, service_role;
grant usage on schema code to app_code;
grant usage, create on schema code to app_installer;
