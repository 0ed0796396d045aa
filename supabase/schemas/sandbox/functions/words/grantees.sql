-- grantees: Returns the roles that a GRANT or REVOKE of EXECUTE is about, as they are written to PostgreSQL: service_role means the app's
-- keys, too; PUBLIC means visitors and members in a grant, and nothing in a revoke, where they keep grants of their own, as in
-- Supabase; postgres has the right anyway. Null stands for a role that cannot be named. at is the position after TO or FROM.
-- Called by: check_grant, passed_over and rewrite_functions.
create or replace function sandbox.grantees(words text[], at integer, is_grant boolean)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_roles text[] := '{}';
  v_at integer := at;
begin
  loop
    v_roles := v_roles || case trim(words[v_at], '"')
      when 'public' then case when is_grant then '{anon,authenticated}' else '{}' end::text[]
      when 'anon' then '{anon}'
      when 'authenticated' then '{authenticated}'
      when 'service_role' then '{app_service,service_role}'
      when 'app_service' then '{app_service}'
      when 'postgres' then '{}'
      else array[null]::text[]
    end;
    exit when words[v_at + 1] is distinct from ',';
    v_at := v_at + 2;
  end loop;
  return v_roles;
end
$$;

comment on function sandbox.grantees is 'Returns the roles that a GRANT or REVOKE of EXECUTE is about.';

revoke all on function sandbox.grantees from public, anon, authenticated, service_role;
