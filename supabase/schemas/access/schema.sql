-- access: the few SECURITY DEFINER functions that policies, triggers and the wrappers in public call.
-- Not exposed through the Data API. Nobody has USAGE but those who write policies (app_owner): a policy, a default
-- or a wrapper keeps its functions by identity, so who queries a table needs EXECUTE alone.
-- SQL functions may call each other in any order of files.
set check_function_bodies = off;

create schema if not exists access;

comment on schema access is 'Predicates that policies call, and what stands behind sign-up and joining. Not exposed.';

revoke all on schema access from public, anon, authenticated, service_role;
grant usage on schema access to app_owner;
