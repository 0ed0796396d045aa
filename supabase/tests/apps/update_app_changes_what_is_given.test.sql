-- update_app changes only the given properties of an app that is not deleted, and logs each change.
begin;
select plan(11);
select tests.act_as_role('service_role');
select platform.create_app('Old', 9000000001);

select is(platform.update_app(9000000001, name => 'New') ->> 'name', 'New', 'update_app returns the new name');
select is(platform.get_app(9000000001) ->> 'name', 'New', 'the app has the new name');
select is(platform.get_app(9000000001) ->> 'signup', 'open', 'the signup policy is unchanged when the name is changed');
select is(platform.update_app(9000000001, signup => 'closed') ->> 'name', 'New', 'the name is unchanged when the signup policy is changed');
select is(platform.get_app(9000000001) ->> 'signup', 'closed', 'the app has the new signup policy');
select is(platform.update_app(9000000001), platform.get_app(9000000001), 'update_app without properties changes nothing');
select is(tests.error_of($$select platform.update_app(9000000001, name => ' ')$$), '22023 invalid_argument', 'a blank name is refused');
select is(tests.error_of($$select platform.update_app(9000000001, signup => 'all')$$),
  '22023 invalid_argument', 'an unknown signup policy is refused');
select is(tests.error_of($$select platform.update_app(9000000002, name => 'New')$$), 'PT404 app_not_found', 'an unknown app is not found');
select platform.suspend_app(9000000001);
select is(platform.update_app(9000000001, name => 'Newest') ->> 'status', 'suspended', 'a suspended app is changed and remains suspended');
select is((select count(*)::integer from platform.audit_log where app_id = 9000000001 and action = 'update_app'),
  4, 'each change is in the audit log');

select * from finish();
rollback;
