-- Newer projects: what postgres creates in public is granted to no role, except EXECUTE on functions to PUBLIC, as always.
-- Run by supabase_admin.
alter default privileges for role postgres in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on sequences from anon, authenticated, service_role;
