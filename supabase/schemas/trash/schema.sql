-- trash: dropped tables, and the values of dropped columns, until they are restored or purged. platform.dropped_objects is its
-- list. Not exposed. Nobody has USAGE but the apps' roles, which own what is in it: references to profiles act as the owner.
-- Only app_installer may make anything here, and lends that to an app's role while a table is dropped.
create schema if not exists trash;

comment on schema trash is 'Dropped tables and columns of apps, until purge_dropped. Not exposed.';

revoke all on schema trash from public, anon, authenticated, service_role;
grant usage on schema trash to app_owner;
grant usage, create on schema trash to app_installer;
