-- VER-1: an app's role may have no attribute and inherit from its group alone.
begin;
select plan(8);
select tests.create_app(57);
select tests.create_app(58);
select sandbox.run_factory('drop_role', 58);
-- Lends the tests the hands of a factory: it runs any text from here on.
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';

select is(tests.findings(57, 'role_too_powerful'), 'sound', 'the role is as it should be');
select sandbox.run_factory('alter role app_57 login', 57);
select is(tests.findings(57, 'role_too_powerful'), 'app_57 role_too_powerful', 'that it can log in is found');
select sandbox.run_factory('alter role app_57 nologin', 57);
select is(tests.findings(57, 'role_too_powerful'), 'sound', 'and nothing any more when it cannot');
select sandbox.run_factory('grant app_installer to app_57', 57);
select is(tests.findings(57, 'role_too_powerful'), 'app_57 role_too_powerful', 'a membership beside the group is found');

create role app_58 bypassrls;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'that it passes row security by is found');
alter role app_58 nobypassrls createdb;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'that it makes databases is found');
alter role app_58 nocreatedb createrole;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'that it makes roles is found');
alter role app_58 nocreaterole replication;
select is(tests.findings(58, 'role_too_powerful'), 'app_58 role_too_powerful', 'that it replicates is found');

select * from finish();
rollback;
