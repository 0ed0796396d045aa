-- The roles of a hosted Supabase project. Run by supabase_admin, the superuser, in a new cluster.
-- Every password is `postgres`: the local server listens only on the loopback interface.

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

-- On a hosted project, supautils lets postgres do some things that need a superuser, such as creating an extension that is
-- not trusted. Locally, 2_database.sql has created those extensions.

alter role postgres set search_path = '$user', public, extensions;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = 'auth';
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';
alter role supabase_storage_admin set search_path = 'storage';

-- On a hosted project, supautils lets postgres set these for authenticator. Without the grant it may not, as on a plain server.
grant set on parameter pgrst.db_pre_request, pgrst.openapi_mode to postgres;
