-- MEM-8: sign-up code that raises, does not end or deletes keeps nobody out, is reported, and is tried three times at most.
begin;
select plan(34);
select tests.cast();
set local statement_timeout = '8s';
create function pg_temp.set_code(body text) returns void language plpgsql as $$
begin
  perform sandbox.run_function_ddl(57, format('create or replace function code.app_57_handle_new_user() returns trigger language plpgsql '
    'security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on '
    'set default_transaction_deferrable = on as %L', body));
end $$;
create function pg_temp.token(name text) returns jsonb language sql as $$
  select access.custom_access_token(jsonb_build_object('user_id', tests.user_id(name), 'claims', '{"aal": "aal1"}'::jsonb))
$$;
create function pg_temp.state(name text) returns text language sql as $$
  select coalesce(string_agg(attempts || ' ' || error, ', '), 'nothing waits') from platform.pending_sign_ups
  where user_id = tests.user_id(name)
$$;
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(problem || ' ' || hint, ', '), 'none') from platform.verify_app(57) where problem like 'sign_up%'
$$;
select is(tests.exec_sql('create table app_57_log (id uuid, note text)'), 'done', 'the owner creates a table');
select pg_temp.set_code($$ begin insert into app_57_log values (new.id, 'begun'); raise exception 'no nickname'; end $$);
select platform.set_sign_up_code(57, 'on_auth_user_created', 'app_57_handle_new_user');

select tests.sign_up('carl', '{"app_id": 57}');
select is(pg_temp.token('carl'), '{"claims": {"aal": "aal1"}}', 'code that raises keeps no token back');
select is(pg_temp.state('carl'), '1 P0001: no nickname', 'the error is kept for the owner');
select is_empty('select * from public.app_57_log', 'nothing of the attempt remains');
select is((select email from public.app_57_users where id = tests.user_id('carl')), 'carl@example.com', 'carl has a profile');
select tests.act_as('carl');
select lives_ok($$insert into public.app_57_todos (text) values ('mine')$$, 'carl uses the app');
select data_api.check_request();
select tests.act_as_owner();
select is(pg_temp.state('carl'), '2 P0001: no nickname', 'the code is tried again at a request that may write');
select is(pg_temp.findings(), 'sign_up_code_failed It failed for 1 member, last with "P0001: no nickname". '
  'Correct the function with create or replace, then call run_pending_code.', 'verify_app reports the failure once');
select is(platform.repair_app(57) -> 'steps', '[]', 'the failure does not keep the app from being repaired');
select is(platform.schema_drift(57, platform.schema_state(57)), '[]', 'the failure is no change of the schema');
select pg_temp.token('carl') from generate_series(1, 3);
select is(pg_temp.state('carl'), '3 P0001: no nickname', 'after three attempts a token runs it no more');
select is(platform.run_pending_code(), '{"failed": 0, "pending": 1, "finished": 0}', 'the job waits before it tries again');
update platform.pending_sign_ups set tried_at = now() - interval '1 day';
select is(platform.run_pending_code(), '{"failed": 1, "pending": 1, "finished": 0}', 'the job tries again later');

select tests.sign_up('dora');
select tests.act_as('dora');
select is(public.join_app(57) ->> 'status', 'active', 'join_app returns the membership although the code fails');
select tests.act_as_owner();
select is(pg_temp.state('dora'), '1 P0001: no nickname', 'the failure of join_app is kept too');
select tests.act_as_role('service_role');
select is((select count(*)::integer from platform.pending_sign_ups), 2, 'the platform reads what waits');
select tests.act_as('carl');
select throws_ok('select * from platform.pending_sign_ups', '42501', null, 'a member does not read what waits');
select tests.act_as_owner();

-- An assertion and recursion are errors like others.
select pg_temp.set_code($$ begin assert false, 'never'; return new; end $$);
select tests.sign_up('fred', '{"app_id": 57}');
select is(pg_temp.token('fred') || jsonb_build_object('state', pg_temp.state('fred')),
  '{"claims": {"aal": "aal1"}, "state": "1 P0004: never"}', 'a failed assertion keeps no token back');

-- Time. The limit of each statement below begins again.
select pg_temp.set_code($$ begin loop null; end loop; exception when others then return new; end $$);
select tests.sign_up('gina', '{"app_id": 57}');
select tests.sign_up('hugo', '{"app_id": 57}');
set local statement_timeout = '500ms';
select is(pg_temp.token('gina'), '{"claims": {"aal": "aal1"}}', 'code that does not end keeps no token back');
set local statement_timeout = '8s';
select is(pg_temp.state('gina'), '1 57014: canceling statement due to statement timeout',
  'the limit of the session ends it, and it counts');
select is(platform.run_pending_code(), '{"failed": 0, "pending": 5, "finished": 0}',
  'code that did not end does not run for the next minute');
update platform.pending_sign_ups set tried_at = now() - interval '2 minutes' where tried_at is not null;
set local statement_timeout = '500ms';
select platform.run_pending_code();
set local statement_timeout = '8s';
select is(pg_temp.state('hugo'), '1 57014: canceling statement due to statement timeout', 'the job stops at code that does not end');
update platform.pending_sign_ups set tried_at = now() - interval '2 minutes' where tried_at is not null;
select tests.sign_up('iris');
select tests.act_as('iris');
set local statement_timeout = '500ms';
select is(public.join_app(57) ->> 'status', 'active', 'join_app returns the membership when code does not end');
set local statement_timeout = '8s';
select tests.act_as_owner();
select is(pg_temp.state('iris'), '1 57014: canceling statement due to statement timeout', 'the attempt of join_app counts');

-- The code reaches what the app's role reaches, and no more.
select pg_temp.set_code($$ begin delete from app_57_users where id = new.id; return new; end $$);
update platform.pending_sign_ups set attempts = 0, tried_at = null;
select is(platform.run_pending_code(), '{"failed": 6, "pending": 6, "finished": 0}', 'code cannot delete profiles');
select is((select count(*)::integer from public.app_57_users where id in (select user_id from platform.pending_sign_ups)), 6,
  'the profiles of the members remain');
select is(tests.exec_sql('create table app_57_more (id integer)'), 'done', 'the owner runs DDL');
select pg_temp.set_code($$ begin delete from app_57_log; return null; end $$);
select pg_temp.token('carl');
select is(pg_temp.state('carl'), 'nothing waits', 'after DDL of the app, which may have corrected the code, it is tried again at once');
select is(platform.run_pending_code(), '{"failed": 0, "pending": 0, "finished": 5}', 'corrected code runs for all for whom it failed');
select is(pg_temp.findings(), 'none', 'then verify_app reports nothing');

-- The app's status decides.
select pg_temp.set_code($$ begin insert into app_57_log values (new.id, 'done'); return null; end $$);
select tests.sign_up('jane', '{"app_id": 57}');
select platform.suspend_app(57, 'late');
select pg_temp.token('jane');
select is_empty('select * from public.app_57_log', 'code of a suspended app does not run');
select platform.resume_app(57);
select pg_temp.token('jane');
select results_eq('select note from public.app_57_log', array['done'], 'it runs when the app serves again');
select is(access.custom_access_token('{"user_id": "nonsense", "claims": {"a": 1}}'), '{"claims": {"a": 1}}', 'the hook never fails');

select tests.sign_up('kate', '{"app_id": 57}');
select platform.delete_app(57);
select platform.purge_app(57);
select is(pg_temp.state('kate') || coalesce(to_regclass('sandbox.app_57_sign_up')::text, ''), 'nothing waits',
  'nothing remains of a purged app');
select * from finish();
rollback;
