-- The database of a hosted Supabase project before Appshard is installed. Run by supabase_admin.

alter database postgres owner to postgres;
alter schema public owner to pg_database_owner;
grant create, usage on schema public to postgres;
grant usage on schema public to anon, authenticated, service_role;

create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
create extension pg_stat_statements with schema extensions;

-- On a hosted project, supautils lets postgres create these two, although they are not trusted. Here they already exist, so
-- `create extension if not exists` succeeds.
create extension moddatetime with schema extensions;
create extension pgtap with schema extensions;

-- Without grant option, as on a hosted project: postgres cannot grant its privileges in auth to other roles.
create schema auth authorization supabase_admin;
grant all on schema auth to supabase_auth_admin;
grant usage on schema auth to postgres;
grant usage on schema auth to anon, authenticated, service_role;

create schema storage authorization supabase_admin;
grant all on schema storage to supabase_storage_admin;
grant usage on schema storage to postgres, anon, authenticated, service_role;
