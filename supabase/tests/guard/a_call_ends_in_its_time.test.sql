-- SQL-5: a call that takes too long is ended and says so, with nothing done; its limits bind from the first statement.
-- What only several connections or the Data API show is in tests/guard/ended_calls.test.ts and tests/e2e/sql_disconnect.test.ts.
begin;
select plan(11);
select tests.cast();
create temp table before as select tests.state_of_57() as state;

select ok(proconfig @> '{statement_timeout=8s}', oid::regprocedure || ' has its time limit where the Data API looks for it')
from pg_proc where oid in ('platform.exec_sql(bigint,text,jsonb)'::regprocedure, 'public.exec_sql(text)'::regprocedure);
select ok(proconfig @> '{lock_timeout=4s}', 'it waits for locks for less than that')
from pg_proc where oid = 'platform.exec_sql(bigint,text,jsonb)'::regprocedure;

select tests.act_as_role('service_role');
set local statement_timeout = '200ms';
select is(tests.exec_sql('delete from app_57_todos where true; create table app_57_items (id int); ' || slow), '57014 timed_out', 'ended: ' || slow)
from (values ('select count(*) from generate_series(1, 100000000000) as n')) as text (slow);
select is(tests.exec_sql('with recursive r (n) as (select 1 union all select n + 1 from r) select max(n) from r'), '57014 timed_out', 'ended: an endless recursion');
select is(tests.exec_sql('select crypt(''x'', gen_salt(''bf'', 20))'), '57014 timed_out', 'ended: a slow function');
select is(tests.exec_sql('explain analyze select count(*) from generate_series(1, 100000000000) as n'), '57014 timed_out', 'ended: an EXPLAIN that runs its query');
set local statement_timeout = 0;
select is(tests.exec_sql('select count(*) from generate_series(1, 1000) as n'), 'done', 'what is quick enough is done');
select tests.act_as_owner();
select is(tests.state_of_57(), (select state from before), 'nothing stays of what was ended');
select is((select count(*) from platform.audit_log where app_id = 57 and detail ->> 'reason' = 'timed_out' and detail ->> 'outcome' = 'failed')::integer, 4,
  'the audit log names the reason');
select is(current_setting('transaction_timeout'), '0', 'the limit of the call does not stay for what comes after it in the transaction');
select * from finish();
rollback;
