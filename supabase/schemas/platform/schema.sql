-- platform: The shard's registry and every control function.
-- Reached by: service_role only, through the Data API or directly. anon and authenticated have no USAGE.
-- Function bodies are not checked on creation, so a function may call one that a later file creates.
set check_function_bodies = off;

create schema if not exists platform;

comment on schema platform is 'The shard''s registry and every control function. For service_role only.';

revoke all on schema platform from public, anon, authenticated;
grant usage on schema platform to service_role;
