-- Newer projects: what postgres makes in public is granted to nobody (but PUBLIC keeps EXECUTE on functions, as ever).
-- Run by supabase_admin.
alter default privileges for role postgres in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on sequences from anon, authenticated, service_role;
