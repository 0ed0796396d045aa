-- MEM-1: the platform adds a user in the given role, whatever the signup policy of the app; adding the user again changes nothing.
begin;
select plan(10);
select tests.cast();
select platform.update_app(57, signup => 'closed');

select tests.act_as_role('service_role');
select is(platform.add_member(57, tests.user_id('mallory'), 'admin') - 'joined_at',
  jsonb_build_object('app_id', 57, 'user_id', tests.user_id('mallory'), 'role', 'admin', 'status', 'active'),
  'mallory is added as an admin');
select is(platform.add_member(57, tests.user_id('mallory')) ->> 'role', 'admin', 'adding mallory again returns the existing membership');
select results_eq('select email from public.app_57_users where id = tests.user_id(''mallory'')',
  array['mallory@example.com'], 'mallory has a profile');
select is(tests.error_of($$select platform.add_member(57, tests.user_id('nobody'))$$),
  'PT404 user_not_found', 'an unknown user is not added');
select is(tests.error_of($$select platform.add_member(57, null)$$), 'PT404 user_not_found', 'a null user is not added');
select is(tests.error_of($$select platform.add_member(9999999999, tests.user_id('eve'))$$),
  'PT404 app_not_found', 'a user is not added to an unknown app');
select is(tests.error_of($$select platform.add_member(57, tests.user_id('eve'), 'king')$$),
  '22023 invalid_argument', 'a user is not added in an unknown role');
select is(tests.error_of($$select platform.add_member(57, tests.user_id('eve'), null)$$),
  '22023 invalid_argument', 'a user is not added in a null role');

select tests.act_as('mallory');
select lives_ok($$insert into public.app_57_news (text) values ('new')$$, 'mallory inserts news as an admin');
select tests.act_as_role('service_role');
select platform.delete_app(58);
select is(tests.error_of($$select platform.add_member(58, tests.user_id('mallory'))$$),
  'PT409 app_not_active', 'a user is not added to a deleted app');

select * from finish();
rollback;
