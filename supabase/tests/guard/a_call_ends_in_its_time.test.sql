-- SQL-5: a call that takes too long is cancelled and reported as timed out, and nothing of it remains; its limits apply from the first
-- statement. tests/guard/ended_calls.test.ts and tests/e2e/sql_disconnect.test.ts test what needs several connections or the Data API.
begin;
select plan(11);
select tests.cast();
create temp table before as select tests.state_of_57() as state;

select ok(proconfig @> '{statement_timeout=8s}', oid::regprocedure || ' has its time limit as a setting, where the Data API reads it')
from pg_proc where oid in ('platform.exec_sql(bigint,text,jsonb)'::regprocedure, 'public.exec_sql(text)'::regprocedure);
select ok(proconfig @> '{lock_timeout=4s}', 'exec_sql has a lock timeout below its time limit')
from pg_proc where oid = 'platform.exec_sql(bigint,text,jsonb)'::regprocedure;

select tests.act_as_role('service_role');
set local statement_timeout = '200ms';
select is(tests.exec_sql('delete from app_57_todos where true; create table app_57_items (id int); ' || slow),
  '57014 timed_out', 'this call is cancelled: ' || slow)
from (values ('select count(*) from generate_series(1, 100000000000) as n')) as text (slow);
select is(tests.exec_sql('with recursive r (n) as (select 1 union all select n + 1 from r) select max(n) from r'),
  '57014 timed_out', 'an endless recursion is cancelled');
select is(tests.exec_sql('select crypt(''x'', gen_salt(''bf'', 20))'), '57014 timed_out', 'a slow function is cancelled');
select is(tests.exec_sql('explain analyze select count(*) from generate_series(1, 100000000000) as n'),
  '57014 timed_out', 'an EXPLAIN that runs its query is cancelled');
set local statement_timeout = 0;
select is(tests.exec_sql('select count(*) from generate_series(1, 1000) as n'), 'done', 'a call within the time limit is done');
select tests.act_as_owner();
select is(tests.state_of_57(), (select state from before), 'nothing of the cancelled calls remains');
select is(
  (select count(*) from platform.audit_log
    where app_id = 57 and detail ->> 'reason' = 'timed_out' and detail ->> 'outcome' = 'failed')::integer,
  4, 'the audit log names the reason of the four cancelled calls');
select is(current_setting('transaction_timeout'), '0', 'the time limit of a call does not remain in the transaction');
select * from finish();
rollback;
