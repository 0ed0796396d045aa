-- AUD-1: however a membership begins or ends, the audit log has one entry with its actor.
begin;
select plan(8);
select tests.cast();
select tests.sign_up('carol', '{"app_id": 57}');
select set_config('tests.start', max(id)::text, true) from platform.audit_log;
-- The entries about a person since the start.
prepare said (text) as
  select action, actor from platform.audit_log
  where id > current_setting('tests.start')::bigint and detail ->> 'user_id' = tests.user_id($1)::text order by id;

select tests.act_as('mallory');
select public.join_app(57);
select public.join_app(57);
select public.leave_app(57);
select public.leave_app(57);
select tests.act_as_owner();
select results_eq($$select actor from platform.audit_log where id > current_setting('tests.start')::bigint$$,
  array[tests.user_id('mallory')::text, tests.user_id('mallory')::text],
  'joining and leaving an app are two entries with the user as their actor');
select results_eq($$execute said('mallory')$$,
  format('values (%L, %2$L), (%3$L, %2$L)', 'add_member', tests.user_id('mallory'), 'remove_member'),
  'the entries of joining and leaving name the user');

select tests.act_as_role('service_role');
select platform.remove_member(57, tests.user_id('alice'));
select tests.act_as_owner();
select results_eq($$execute said('alice')$$,
  $$ values ('remove_member', 'service_role') $$, 'a removal is one entry with the platform as its actor');

delete from auth.users where id = tests.user_id('bob');
select results_eq($$execute said('bob')$$,
  $$ values ('remove_member', 'postgres') $$, 'a deleted account is one entry with the role of the session as its actor');
update auth.users set deleted_at = now() where id = tests.user_id('carol');
select results_eq($$execute said('carol')$$,
  $$ values ('remove_member', 'postgres') $$, 'an account that Auth marks as deleted is one entry');

select tests.sign_up('dave', '{"app_id": 57}');
select results_eq($$execute said('dave')$$, $$ values ('add_member', 'postgres') $$, 'a sign-up with an app is one entry');
select tests.sign_up('frank');
select is_empty($$execute said('frank')$$, 'a sign-up without an app is no entry');
select platform.delete_app(58);
select platform.purge_app(58);
select is_empty($$execute said('eve')$$, 'the members of a purged app have no entries of their own');

select * from finish();
rollback;
