-- The roles that all apps share. Roles belong to the whole server, so another database may have made them already.
--   app_owner      what every app's role inherits: it may make tables in public and name what policies call
--   app_installer  lends CREATE on schema sandbox to a new app's role while its executor is handed over
do $$
declare
  v_role text;
begin
  foreach v_role in array array['app_owner', 'app_installer'] loop
    if not exists (select from pg_roles where rolname = v_role) then
      execute format('create role %I nologin', v_role);
    end if;
  end loop;
end
$$;

grant usage, create on schema public to app_owner;
grant usage on schema extensions to app_owner;
