-- MEM-1: a closed app takes nobody: the sign-up fails as a whole, and leaves no account without its app.
begin;
select plan(6);
select tests.create_app(57);
select platform.update_app(57, signup => 'closed');
select platform.invite_member(57, 'alice@example.com', 'owner');

select is(tests.error_of($$select tests.sign_up('alice', '{"app_id": 57}')$$), 'PT403 signup_closed', 'alice does not sign up, although she is invited');
select is(tests.error_of($$select tests.sign_up('bob', '{"app_id": 57}')$$), 'PT403 signup_closed', 'nor does bob');
select is_empty('select from auth.users where id in (tests.user_id(''alice''), tests.user_id(''bob''))', 'there is no account');
select is_empty('select from platform.app_members where app_id = 57', 'no membership');
select is_empty('select from public.app_57_users', 'and no profile');

select platform.update_app(57, signup => 'open');
select lives_ok($$select tests.sign_up('bob', '{"app_id": 57}')$$, 'once the app is open bob signs up');

select * from finish();
rollback;
