-- VER-1: who is a member of an app's role owns its tables, and row security does not bind owners.
begin;
select plan(5);
select tests.create_app(57);
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';

select is(tests.findings(), 'sound', 'nobody is a member but the factory, which neither inherits nor becomes it');
select sandbox.run_factory('grant app_57 to authenticated with inherit true, set false', 57);
select is(tests.findings(), 'app_57 role_granted', 'that signed-in users inherit from it is found');
select sandbox.run_factory('revoke app_57 from authenticated; grant app_57 to service_role with inherit false, set true', 57);
select is(tests.findings(), 'app_57 role_granted', 'that another role may become it is found');
select sandbox.run_factory('revoke app_57 from service_role', 57);
select is(tests.findings(), 'sound', 'and nothing any more when it is taken back');
select sandbox.run_factory('grant app_57 to app_factory_57 with inherit true, set true', 57);
select is(tests.findings(), 'app_57 role_granted', 'that the factory kept what it borrowed is found');

select * from finish();
rollback;
