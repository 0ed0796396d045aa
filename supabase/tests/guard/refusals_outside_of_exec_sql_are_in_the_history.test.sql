-- AUD-2: what was refused or cut off where exec_sql could not note it stands in the app's history, without literals, and a call that
-- the function sql makes for an app key names the key.
begin;
select plan(15);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('of 58', 58);
create function pg_temp.last(field text) returns text language sql as $$ select platform.sql_history(57, 1) -> 'entries' -> 0 ->> field $$;
create function pg_temp.actor(name text) returns jsonb language sql as $$ select jsonb_build_object('app_key', tests.key_id(name)) $$;

select tests.act_as_role('service_role');
select lives_ok($$select platform.record_refusal(57, 'select ''needle'' from app_58_todos where n = 42', 'foreign_name')$$, 'service_role notes a refusal');
select is(pg_temp.last('fingerprint'), 'select ? from app_58_todos where n = ?', 'by its fingerprint');
select is(pg_temp.last('outcome'), 'refused', 'as refused');
select is(pg_temp.last('reason'), 'foreign_name', 'for this reason');
select is(pg_temp.last('actor'), 'service_role', 'by the platform');
select lives_ok($$select platform.record_refusal(57, 'select ''needle', 'timed_out', pg_temp.actor('of 57'))$$, 'a text that cannot be read');
select alike(pg_temp.last('fingerprint'), 'sha256:%', 'leaves its hash');
select is(pg_temp.last('outcome'), 'failed', 'what ran too long failed');
select is(pg_temp.last('actor'), 'app_key:' || tests.key_id('of 57'), 'in the name of a key');
select is(tests.error_of($$select platform.record_refusal(57, 'x', 'Not "a" reason')$$), '22023 invalid_argument', 'a reason is a word of ours');
select is(tests.error_of($$select platform.record_refusal(99999, 'x', 'timed_out')$$), 'PT404 app_not_found', 'an app has to be there');

select is(platform.exec_sql(57, 'select 1', jsonb_build_object('actor', pg_temp.actor('of 57'))) ->> 'code', null, 'a call for a key');
select is(pg_temp.last('actor'), 'app_key:' || tests.key_id('of 57'), 'names it');
select is(platform.exec_sql(57, 'select 1', jsonb_build_object('actor', actor)) ->> 'details', 'invalid_argument', 'nobody else can be named: ' || actor::text)
from unnest(array[pg_temp.actor('of 58'), '{"user": "x"}']) as actor;

select * from finish();
rollback;
