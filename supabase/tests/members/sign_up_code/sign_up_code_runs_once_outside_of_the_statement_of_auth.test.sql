-- MEM-8: the sign-up code of an app runs once for a new member, before the first token, never within the statement of Auth.
begin;
select plan(25);
select tests.cast();
set local statement_timeout = '8s';
select is(tests.exec_sql('create table app_57_profiles (id uuid primary key references auth.users on delete cascade, nickname text, '
  'provider text, email text, phone text, caller uuid, role text, joined timestamptz)'), 'done', 'the owner creates a table of profiles');
select sandbox.run_function_ddl(57, $$
  create function code.app_57_handle_new_user() returns trigger language plpgsql security definer
    set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on
    set default_transaction_deferrable = on as $f$
  begin
    insert into app_57_profiles values (new.id, new.raw_user_meta_data ->> 'nickname', new.raw_app_meta_data ->> 'provider', new.email,
      new.phone, access.user_id(57), access.role(57), new.created_at);
    return new;
  end $f$
$$);
select platform.set_sign_up_code(57, 'on_auth_user_created', 'app_57_handle_new_user');
create function pg_temp.token(name text, claims jsonb default '{"aud": "authenticated"}') returns jsonb language sql as $$
  select access.custom_access_token(jsonb_build_object('user_id', tests.user_id(name), 'claims', claims))
$$;
create function pg_temp.rows_of(name text) returns text language sql as $$
  select coalesce(string_agg(nickname, ', '), 'none') from public.app_57_profiles where id = tests.user_id(name)
$$;
create function pg_temp.waiting(name text) returns integer language sql as $$
  select count(*)::integer from platform.pending_sign_ups where user_id = tests.user_id(name)
$$;

select is(pg_temp.rows_of('alice'), 'none', 'the code runs for no member who joined before it was set');
select tests.sign_up('carl', '{"app_id": 57, "nickname": "Carlo"}');
select is((select role from platform.app_members where (app_id, user_id) = (57, tests.user_id('carl'))), 'member',
  'carl is a member at once');
select is(pg_temp.rows_of('carl'), 'none', 'the code does not run within the statements of Auth');
select is(pg_temp.token('carl', '{"sub": "x", "aal": "aal1", "amr": [1.50]}'), '{"claims": {"sub": "x", "aal": "aal1", "amr": [1.50]}}',
  'the hook returns the claims of the token unchanged');
select is(pg_temp.rows_of('carl'), 'Carlo', 'the code ran before the token');
select is(pg_temp.waiting('carl'), 0, 'nothing waits for carl');
select pg_temp.token('carl');
select is(pg_temp.rows_of('carl'), 'Carlo', 'the code does not run again at the next token');
select results_eq($$select email, joined = now(), caller is null from public.app_57_profiles where id = tests.user_id('carl')$$,
  $$values ('carl@example.com', true, true)$$, 'the code sees the account, and nobody is signed in');

select tests.sign_up('dora', '{"nickname": "Dorothea"}');
select pg_temp.token('dora');
select tests.act_as('dora');
select is(public.join_app(57) ->> 'role', 'member', 'dora joins the app');
select is(current_setting('request.jwt.claims')::jsonb ->> 'sub', tests.user_id('dora')::text, 'her claims are as before');
select tests.act_as_owner();
select is(pg_temp.rows_of('dora'), 'Dorothea', 'join_app runs the code in the same call');
select is((select caller from public.app_57_profiles where id = tests.user_id('dora')), null, 'the code runs without her claims');

select tests.sign_up('fred', '{"app_id": 58, "nickname": "secret of app 58", "full_name": "Fred"}', false);
select platform.add_member(57, tests.user_id('fred'));
select results_eq($$select nickname, email from public.app_57_profiles where id = tests.user_id('fred')$$,
  $$values (null::text, 'fred@example.com')$$,
  'what a user told app 58 at sign-up is not shown to app 57');

-- Where no limit holds, nothing runs, and it is made up for.
set local statement_timeout = 0;
select tests.sign_up('gina', '{"app_id": 57, "nickname": "Gina"}');
select pg_temp.token('gina');
select platform.add_member(57, tests.user_id('gina'));
select is(pg_temp.rows_of('gina'), 'none', 'without a time limit the code does not run');
select throws_ok('select platform.run_pending_code()', '55000', null, 'without a time limit the job is refused');
set local statement_timeout = '8s';
select tests.act_as('gina');
select data_api.check_request();
select tests.act_as_owner();
select is(pg_temp.rows_of('gina'), 'Gina', 'a request that may write runs the code that waits');
select tests.sign_up('hugo', '{"app_id": 57, "nickname": "Hugo"}');
select tests.act_as_role('service_role');
select is(platform.run_pending_code(), '{"finished": 1, "failed": 0, "pending": 0}', 'the job runs the code that waits');
select tests.act_as_owner();
select is(pg_temp.rows_of('hugo'), 'Hugo', 'the job ran the code');

-- A new membership is a new member.
select platform.remove_member(57, tests.user_id('hugo'));
select is(pg_temp.rows_of('hugo'), 'none', 'the rows go with the membership');
select platform.add_member(57, tests.user_id('hugo'));
select is(pg_temp.rows_of('hugo'), 'Hugo', 'the code runs again for somebody who joins again');
select is_empty('select * from platform.verify_app(57) where problem like ''sign_up%''', 'verify_app finds nothing about the sign-up code');

select platform.set_sign_up_code(57, 'on_auth_user_created');
select is(to_regclass('sandbox.app_57_sign_up'), null, 'without a trigger the view goes');
select tests.sign_up('iris', '{"app_id": 57}');
select is(pg_temp.waiting('iris'), 0, 'without sign-up code nothing waits');
select is((select count(*)::integer from public.app_57_users where id = tests.user_id('iris')), 1, 'iris has a profile');
select * from finish();
rollback;
