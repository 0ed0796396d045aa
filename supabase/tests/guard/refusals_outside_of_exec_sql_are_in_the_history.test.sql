-- AUD-2: a call that was refused or cut off where exec_sql could not record it is in the app's history, without literals, and a call
-- that the function sql makes for an app key names the key.
begin;
select plan(15);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('of 58', 58);
create function pg_temp.last(field text) returns text language sql as $$
  select platform.sql_history(57, 1) -> 'entries' -> 0 ->> field
$$;
create function pg_temp.actor(name text) returns jsonb language sql as $$ select jsonb_build_object('app_key', tests.key_id(name)) $$;

select tests.act_as_role('service_role');
select lives_ok($$select platform.record_refusal(57, 'select ''needle'' from app_58_todos where n = 42', 'foreign_name')$$,
  'service_role can record a refusal');
select is(pg_temp.last('fingerprint'), 'select ? from app_58_todos where n = ?', 'the entry has the fingerprint of the refused SQL');
select is(pg_temp.last('outcome'), 'refused', 'the entry has the outcome refused');
select is(pg_temp.last('reason'), 'foreign_name', 'the entry has the given reason');
select is(pg_temp.last('actor'), 'service_role', 'the entry has the platform as its actor');
select lives_ok($$select platform.record_refusal(57, 'select ''needle', 'timed_out', pg_temp.actor('of 57'))$$,
  'service_role can record unreadable SQL');
select alike(pg_temp.last('fingerprint'), 'sha256:%', 'the entry of unreadable SQL has its hash');
select is(pg_temp.last('outcome'), 'failed', 'the entry of a call that timed out has the outcome failed');
select is(pg_temp.last('actor'), 'app_key:' || tests.key_id('of 57'), 'the entry of a call for a key has the key as its actor');
select is(tests.error_of($$select platform.record_refusal(57, 'x', 'Not "a" reason')$$),
  '22023 invalid_argument', 'a reason that is not an identifier is refused');
select is(tests.error_of($$select platform.record_refusal(99999, 'x', 'timed_out')$$),
  'PT404 app_not_found', 'a refusal of an unknown app is refused');

select is(platform.exec_sql(57, 'select 1', jsonb_build_object('actor', pg_temp.actor('of 57'))) ->> 'code',
  null, 'a call for a key is done');
select is(pg_temp.last('actor'), 'app_key:' || tests.key_id('of 57'), 'the entry of a done call for a key has the key as its actor');
select is(platform.exec_sql(57, 'select 1', jsonb_build_object('actor', actor)) ->> 'details',
  'invalid_argument', 'an actor other than a key of the app is refused: ' || actor::text)
from unnest(array[pg_temp.actor('of 58'), '{"user": "x"}']) as actor;

select * from finish();
rollback;
