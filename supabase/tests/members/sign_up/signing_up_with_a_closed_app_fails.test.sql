-- MEM-1: nobody signs up to a closed app: the sign-up fails as a whole and leaves no account without its app.
begin;
select plan(6);
select tests.create_app(57);
select platform.update_app(57, signup => 'closed');
select platform.invite_member(57, 'alice@example.com', 'owner');

select is(tests.error_of($$select tests.sign_up('alice', '{"app_id": 57}')$$),
  'PT403 signup_closed', 'alice cannot sign up to a closed app, although she is invited');
select is(tests.error_of($$select tests.sign_up('bob', '{"app_id": 57}')$$), 'PT403 signup_closed', 'bob cannot sign up to a closed app');
select is_empty('select from auth.users where id in (tests.user_id(''alice''), tests.user_id(''bob''))', 'no account was created');
select is_empty('select from platform.app_members where app_id = 57', 'no membership was created');
select is_empty('select from public.app_57_users', 'no profile was created');

select platform.update_app(57, signup => 'open');
select lives_ok($$select tests.sign_up('bob', '{"app_id": 57}')$$, 'bob signs up once the app is open');

select * from finish();
rollback;
