-- access: Holds the functions that policies, triggers and the wrappers in public call, most of them SECURITY DEFINER.
-- Not exposed through the Data API. Only the roles that write policies or run code of apps (app_code) have USAGE: a policy, a default
-- or a wrapper refers to its functions by identity, so a role that queries a table needs only EXECUTE.
-- Function bodies are not checked when they are created, so files can be applied in any order.
set check_function_bodies = off;

create schema if not exists access;

comment on schema access is 'Predicates that policies call, and the functions behind sign-up and joining. Not exposed.';

revoke all on schema access from public, anon, authenticated, service_role;
grant usage on schema access to app_code;
