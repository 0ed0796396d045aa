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

-- app_service: what every key of every app acts as, through the Data API alone; the app is in the token. Whose rows a key
-- reaches is for the policies, so the role itself can do nothing.
do $$
begin
  if not exists (select from pg_roles where rolname = 'app_service') then
    create role app_service nologin noinherit;
    grant app_service to authenticator with inherit false, set true;
    -- Tests act as the role.
    grant app_service to postgres with inherit false, set true;
    alter role app_service set statement_timeout = '8s';
  end if;
end
$$;

grant usage on schema public to app_service;
-- The types and operators of extensions, vector for one.
grant usage on schema extensions to app_service;
