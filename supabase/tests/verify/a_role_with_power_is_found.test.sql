-- VER-1: the role of an app has no attribute and inherits only from its group.
begin;
select plan(8);
select tests.create_app(57);
select tests.create_app(58);
select sandbox.run_factory('drop_role', 58);
-- From here on, a factory runs any SQL that it is given.
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';

select is(tests.findings(57, 'role_too_powerful'), 'sound', 'the original role is sound');
select sandbox.run_factory('alter role app_57 login', 57);
select is(tests.findings(57, 'role_too_powerful'), 'app_57 role_too_powerful', 'a role that can log in is found');
select sandbox.run_factory('alter role app_57 nologin', 57);
select is(tests.findings(57, 'role_too_powerful'), 'sound', 'the role is sound once it cannot log in');
select sandbox.run_factory('grant app_installer_57 to app_57', 57);
select is(tests.findings(57, 'role_too_powerful'), 'app_57 role_too_powerful',
  'a role that is a member of anything other than its group is found');

create role app_58 bypassrls;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'a role that bypasses row security is found');
alter role app_58 nobypassrls createdb;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'a role that can create databases is found');
alter role app_58 nocreatedb createrole;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'a role that can create roles is found');
alter role app_58 nocreaterole replication;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'a role that can replicate is found');

select * from finish();
rollback;
