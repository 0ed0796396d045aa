-- ISO-8: an account that Auth marks as deleted cannot be added to an app.
begin;
select plan(3);
select tests.cast();
update auth.users set deleted_at = now() where id = tests.user_id('mallory');

select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.add_member(57, tests.user_id('mallory'))$$),
  'PT404 user_not_found', 'mallory, whose account is marked as deleted, is not added');
select is_empty($$select from platform.app_members where user_id = tests.user_id('mallory')$$, 'mallory is not a member of any app');
select is(platform.add_member(57, tests.user_id('eve')) ->> 'status', 'active', 'eve, whose account exists, is added');

select * from finish();
rollback;
