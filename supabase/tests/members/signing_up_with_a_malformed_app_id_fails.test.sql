-- MEM-1: what is no app id fails the sign-up and never reaches an app, nor a statement.
begin;
select plan(18);
select tests.create_app(57);

select is(tests.error_of(format('select tests.sign_up(''alice'', %L)', meta)), '22023 invalid_argument', 'alice does not sign up with ' || meta)
from unnest(array[
  '{"app_id": ""}', '{"app_id": "57 "}', '{"app_id": " 57"}', '{"app_id": "057"}', '{"app_id": "+57"}', '{"app_id": "57\n"}', '{"app_id": "5_7"}',
  '{"app_id": 57.0}', '{"app_id": -57}', '{"app_id": 0}', '{"app_id": 99999999999}', '{"app_id": "57; drop table public.app_57_todos"}',
  '{"app_id": [57]}', '{"app_id": {"id": 57}}', '{"app_id": true}'
]) as meta;
select is_empty('select from auth.users where id = tests.user_id(''alice'')', 'there is no account');
select is_empty('select from platform.app_members where app_id = 57', 'and no membership');
select lives_ok($$select tests.sign_up('alice', '{"app_id": 57}')$$, 'with an app id alice signs up');

select * from finish();
rollback;
