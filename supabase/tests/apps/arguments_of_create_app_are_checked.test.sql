-- create_app refuses an invalid name, id, signup policy or idempotency key, and accepts the longest valid ones.
begin;
select plan(17);
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.create_app(null)'), '22023 invalid_argument', 'a null name is refused');
select is(tests.error_of($$select platform.create_app('')$$), '22023 invalid_argument', 'an empty name is refused');
select is(tests.error_of($$select platform.create_app(E' \t\n')$$), '22023 invalid_argument', 'a blank name is refused');
select is(tests.error_of($$select platform.create_app(repeat('x', 201))$$),
  '22023 invalid_argument', 'a name of 201 characters is refused');
select is(tests.error_of($$select platform.create_app(repeat('é', 200), 9000000001)$$),
  'no error', 'a name of 200 characters is accepted');
select is(tests.error_of($$select platform.create_app('App', 0)$$), '22023 invalid_argument', 'the id 0 is refused');
select is(tests.error_of($$select platform.create_app('App', -57)$$), '22023 invalid_argument', 'a negative id is refused');
select is(tests.error_of($$select platform.create_app('App', 10000000000)$$),
  '22023 invalid_argument', 'an id of eleven digits is refused');
select is(tests.error_of($$select platform.create_app('App', 9999999999)$$), 'no error', 'an id of ten digits is accepted');
select is(tests.error_of($$select platform.create_app('App', 9000000002, 'public')$$),
  '22023 invalid_argument', 'an unknown signup policy is refused');
select is(tests.error_of($$select platform.create_app('App', 9000000002, null)$$),
  '22023 invalid_argument', 'a null signup policy is refused');
select is(tests.error_of($$select platform.create_app('App', 9000000002, 'closed')$$), 'no error', 'the signup policy closed is accepted');
select is(tests.error_of($$select platform.create_app('App', 9000000003, idempotency_key => '')$$),
  '22023 invalid_argument', 'an empty idempotency key is refused');
select is(tests.error_of($$select platform.create_app('App', 9000000003, idempotency_key => repeat('k', 256))$$), '22023 invalid_argument',
  'an idempotency key of 256 characters is refused');
select is(tests.error_of($$select platform.create_app('App', 9000000003, idempotency_key => repeat('k', 255))$$), 'no error',
  'an idempotency key of 255 characters is accepted');
select is(platform.create_app($$Bob's "App" \ %s %I $1 {}; drop table platform.apps; -- 🦀 ‮$$, 9000000004) ->> 'name',
  $$Bob's "App" \ %s %I $1 {}; drop table platform.apps; -- 🦀 ‮$$, 'a name may contain any text, which is stored unchanged');

select tests.act_as_owner();
select is_empty('select * from platform.verify_app(9999999999)', 'verify_app finds nothing wrong with the app that has the largest id');

select * from finish();
rollback;
