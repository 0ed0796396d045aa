-- MEM-1: nobody signs up to an app that is unknown, suspended or deleted.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(58);
select tests.create_app(59);
select platform.suspend_app(58);
select platform.delete_app(59);

select is(tests.error_of(format('select tests.sign_up(''alice'', %L)', jsonb_build_object('app_id', id))),
  'PT404 app_not_found', 'alice cannot sign up to ' || what)
from (values (9999999999, 'an unknown app'), (58, 'a suspended app'), (59, 'a deleted app')) as refused (id, what);
select is_empty('select from auth.users where id = tests.user_id(''alice'')', 'no account was created');
select is_empty('select from platform.app_members where app_id in (58, 59)', 'no membership was created');
select lives_ok($$select tests.sign_up('alice', '{"app_id": 57}')$$, 'alice signs up to an active app');

select * from finish();
rollback;
