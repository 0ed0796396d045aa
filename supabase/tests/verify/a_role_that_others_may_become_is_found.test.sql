-- VER-1: a role that others may become is found, because its members own its tables, and row security does not bind owners.
begin;
select plan(5);
select tests.create_app(57);
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';

select is(tests.findings(), 'sound', 'a role is sound if its only member is its factory, which neither inherits from it nor becomes it');
select sandbox.run_factory('grant app_57 to authenticated with inherit true, set false', 57);
select is(tests.findings(), 'app_57 role_granted', 'a role that signed-in users inherit from is found');
select sandbox.run_factory('revoke app_57 from authenticated; grant app_57 to service_role with inherit false, set true', 57);
select is(tests.findings(), 'app_57 role_granted', 'a role that another role may become is found');
select sandbox.run_factory('revoke app_57 from service_role', 57);
select is(tests.findings(), 'sound', 'the role is sound once the membership is revoked');
select sandbox.run_factory('grant app_57 to app_factory_57 with inherit true, set true', 57);
select is(tests.findings(), 'app_57 role_granted', 'a role that its factory did not give back is found');

select * from finish();
rollback;
