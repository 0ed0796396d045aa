-- MEM-1: a malformed app id makes the sign-up fail and never reaches an app or a statement.
begin;
select plan(18);
select tests.create_app(57);

select is(tests.error_of(format('select tests.sign_up(''alice'', %L)', meta)),
  'PT400 invalid_argument', 'alice cannot sign up with ' || meta)
from unnest(array[
  '{"app_id": ""}', '{"app_id": "57 "}',
  '{"app_id": " 57"}', '{"app_id": "057"}', '{"app_id": "+57"}', '{"app_id": "57\n"}', '{"app_id": "5_7"}',
  '{"app_id": 57.0}', '{"app_id": -57}', '{"app_id": 0}', '{"app_id": 99999999999}', '{"app_id": "57; drop table public.app_57_todos"}',
  '{"app_id": [57]}', '{"app_id": {"id": 57}}', '{"app_id": true}'
]) as meta;
select is_empty('select from auth.users where id = tests.user_id(''alice'')', 'no account was created');
select is_empty('select from platform.app_members where app_id = 57', 'no membership was created');
select lives_ok($$select tests.sign_up('alice', '{"app_id": 57}')$$, 'alice signs up with a valid app id');

select * from finish();
rollback;
