-- suspend_app stores the reason of a suspension, and resume_app removes it.
begin;
select plan(9);
select tests.act_as_role('service_role');
select platform.create_app('App', 9000000001);

select is(platform.suspend_app(9000000001, 'unpaid') ->> 'status', 'suspended', 'the app is suspended');
select is(platform.get_app(9000000001) ->> 'status_reason', 'unpaid', 'the suspended app keeps its reason');
select is(platform.suspend_app(9000000001, 'still unpaid') ->> 'status_reason',
  'still unpaid', 'suspending an app again replaces the reason');
select is(char_length(platform.suspend_app(9000000001, repeat('x', 501)) ->> 'status_reason'),
  500, 'a reason is truncated to 500 characters');
select is(platform.resume_app(9000000001) ->> 'status', 'active', 'the resumed app is active');
select is(platform.get_app(9000000001) -> 'status_reason', 'null', 'the resumed app has no reason');
select is(platform.resume_app(9000000001) ->> 'status', 'active', 'resuming an active app changes nothing');
select is(tests.error_of('select platform.suspend_app(9000000002)'), 'PT404 app_not_found', 'an unknown app cannot be suspended');
select is(tests.error_of('select platform.resume_app(9000000002)'), 'PT404 app_not_found', 'an unknown app cannot be resumed');

select * from finish();
rollback;
