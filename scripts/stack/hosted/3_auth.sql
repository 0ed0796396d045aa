-- The rest of Auth, after Supabase Lite has created its tables as supabase_auth_admin. Run by supabase_admin.

-- auth.uid and the others exactly as hosted projects define them, although only request.jwt.claims is set there today.
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
  )::text
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
  )::text
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

do $$
declare
  v_function text;
begin
  foreach v_function in array array['auth.uid()', 'auth.role()', 'auth.email()', 'auth.jwt()'] loop
    execute format('alter function %s owner to supabase_auth_admin', v_function);
    execute format('grant execute on function %s to anon, authenticated, service_role, postgres', v_function);
  end loop;
end $$;

-- On a hosted project, Auth's tables have row level security and no policy, so no API role can read their rows. postgres has
-- BYPASSRLS and may also add triggers.
do $$
declare
  v_table record;
begin
  for v_table in select tablename from pg_catalog.pg_tables where schemaname = 'auth' loop
    execute format('alter table auth.%I enable row level security', v_table.tablename);
    execute format('grant all on table auth.%I to postgres', v_table.tablename);
  end loop;
end $$;
grant all on all sequences in schema auth to postgres;
