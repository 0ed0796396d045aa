-- supabase/schemas/trash/schema.sql
-- trash: Holds dropped tables and the values of dropped columns until they are restored or purged; platform.dropped_objects lists
-- them. Not exposed. Only the apps' roles, which own its contents, have USAGE: foreign keys to profiles act as the owner.
-- Only app_installer may create anything here; an app's roles borrow that right while a table is dropped.
create schema if not exists trash;

comment on schema trash is 'Dropped tables and column values of apps, until they are restored or purged. Not exposed.';

revoke all on schema trash from public, anon, authenticated, service_role;
grant usage on schema trash to app_owner;
grant usage, create on schema trash to app_installer;
