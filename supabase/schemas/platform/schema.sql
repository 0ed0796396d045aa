-- platform: the registry of this shard and every control function.
-- Reached by: service_role alone, through the Data API or directly. anon and authenticated have no USAGE.
-- SQL functions may call each other in any order of files.
set check_function_bodies = off;

create schema if not exists platform;

comment on schema platform is 'The registry of apps and every control function. service_role only.';

revoke all on schema platform from public, anon, authenticated;
grant usage on schema platform to service_role;
