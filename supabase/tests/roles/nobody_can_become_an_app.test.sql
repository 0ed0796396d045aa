-- ROLE-4: no role keeps a membership in an app's role that lets it act as the app: its factory may administer it, and has given back
-- what it borrowed.
begin;
select plan(7);
select tests.cast();

prepare holds as
  select member::regrole::text, admin_option, inherit_option, set_option
  from pg_catalog.pg_auth_members
  where roleid = 'app_57'::regrole and (inherit_option or set_option or member <> 'app_factory_57'::regrole);
select is_empty('holds', 'no role inherits from the role of an app or can become it');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where not rolsuper and rolname <> 'app_57' and (pg_has_role(oid, 'app_57', 'USAGE') or pg_has_role(oid, 'app_57', 'SET'))
$$, 'no role inherits from the role of an app or can become it indirectly');
select throws_ok('set local role app_57', '42501', null, 'postgres cannot become the app');
select is_empty($$
  select rolname, power
  from pg_catalog.pg_roles, unnest(array['app_factory_57', 'app_group_57', 'app_installer', 'app_installer_57']) as power
  where not rolsuper and rolname <> power and rolname !~ '^app_(factory|installer)_\d+$'
    and (pg_has_role(oid, power, 'USAGE') or pg_has_role(oid, power, 'SET'))
    and not (power = 'app_group_57' and rolname ~ '^app_\d+$')
$$, 'no role has the powers of a factory, its group or the installer');

select sandbox.run_factory('install_executors', 57);
select is_empty('holds', 'a factory that installs the executors again gives back what it borrowed');
select is_empty($$
  select roleid::regrole from pg_catalog.pg_auth_members where member in ('app_57'::regrole, 'app_57_user'::regrole)
    and roleid not in ('app_group_57'::regrole, 'app_code_57'::regrole, 'app_57_user'::regrole)
$$, 'a factory that installs the executors again revokes what it lent to the app');
select is(sandbox.run_as_app(57, $$select where current_user = 'app_57'$$), 1::bigint, 'the executor runs as the app');

select * from finish();
rollback;
