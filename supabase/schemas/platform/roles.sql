-- The roles that all apps share. Roles belong to the whole server, so another database may already have created them.
--   app_code       inherited by the roles under which code of an app runs (app_57_user, and app_57 through app_owner): it may use
--                  what policies, triggers and functions of apps call
--   app_owner      inherited by every app's role: it may create tables in public
--   app_installer  lends CREATE on schemas sandbox, trash and code to an app's roles while something is created there, through a
--                  group of each factory
do $$
declare
  v_role text;
begin
  foreach v_role in array array['app_code', 'app_owner', 'app_installer'] loop
    if not exists (select from pg_roles where rolname = v_role) then
      execute format('create role %I nologin', v_role);
    end if;
  end loop;
end
$$;

grant usage on schema public, extensions to app_code;
grant app_code to app_owner with inherit true, set false;
grant create on schema public to app_owner;

-- app_service: the role of every app key, through the Data API only; the token names the app. Policies decide which rows a key
-- reaches; without them the role reaches none.
do $$
begin
  if not exists (select from pg_roles where rolname = 'app_service') then
    create role app_service nologin noinherit;
    grant app_service to authenticator with inherit false, set true;
    -- Tests switch to this role.
    grant app_service to postgres with inherit false, set true;
    alter role app_service set statement_timeout = '8s';
  end if;
end
$$;

grant usage on schema public to app_service;
-- For the types and operators of extensions such as vector.
grant usage on schema extensions to app_service;
