-- The roles of a hosted Supabase project. Run by supabase_admin, the superuser, in a fresh cluster.
-- A role's password is `postgres` everywhere: the local server listens on the loopback interface alone.

create role postgres login nosuperuser createrole createdb replication bypassrls password 'postgres';
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password 'postgres';
create role supabase_auth_admin login noinherit createrole password 'postgres';
create role supabase_storage_admin login noinherit createrole password 'postgres';

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator, pg_monitor, pg_read_all_data, pg_signal_backend to postgres
  with admin option;

-- Hosted: postgres may create any extension that is installed and may signal sessions; what needs a superuser, supautils
-- grants. Locally that is done for it, in 2_database.sql.

alter role postgres set search_path = '$user', public, extensions;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = 'auth';
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';
alter role supabase_storage_admin set search_path = 'storage';
