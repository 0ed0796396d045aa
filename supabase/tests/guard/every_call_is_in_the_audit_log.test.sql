-- SQL-9: each call of exec_sql, even a refused or failed one, is one entry of the audit log: who called, the fingerprint of the SQL
-- and how the call ended; no literal, no parameter, no row.
begin;
select plan(12);
select tests.cast();
create temp table start as select coalesce(max(id), 0) as id from platform.audit_log;
grant select on start to service_role;
create function pg_temp.entry(sql text, options jsonb default '{}') returns jsonb language plpgsql as $$
begin
  perform tests.act_as_role('service_role');
  perform platform.exec_sql(57, sql, options);
  perform tests.act_as_owner();
  return (select detail - 'duration_ms' from platform.audit_log
    where id > (select id from start) and app_id = 57 and action = 'exec_sql' order by id desc limit 1);
end
$$;
select is(pg_temp.entry($$select text from app_57_todos where text = 'secret one' and 12345 > 1 -- secret comment$$),
  '{"fingerprint": "select text from app_57_todos where text = ? and ? > ?", "statements": 1, "outcome": "done", "rows": 0}',
  'the entry of a query has its fingerprint without literals');
select is(
  pg_temp.entry($$insert into app_57_lists (user_id, text) select id, $1 from app_57_users; select text from app_57_lists$$,
    '{"parameters": ["secret two"]}'),
  '{"fingerprint": "insert into app_57_lists ( user_id , text ) select id , $1 from app_57_users; select text from app_57_lists",
    "statements": 2, "outcome": "done", "rows": 6}', 'the entry of several statements has their fingerprints without parameters');
select is(pg_temp.entry('create table app_57_items (id int default 7777)'),
  '{"fingerprint": "create table app_57_items ( id int default ? )", "statements": 1, "outcome": "done", "rows": 0}',
  'the entry of a schema change has its fingerprint without literals');
select is(pg_temp.entry($$select 'secret three' from app_58_todos$$),
  jsonb_build_object('fingerprint', 'sha256:' || encode(sha256($$select 'secret three' from app_58_todos$$::bytea), 'hex'),
    'outcome', 'refused', 'code', '42501', 'reason', 'foreign_name', 'rows', null) - 'rows',
  'the entry of a refused call has the hash of its SQL');
select is(pg_temp.entry($$select 'secret four$$) - 'fingerprint',
  '{"outcome": "refused", "code": "42601", "reason": "sql_unreadable"}', 'the entry of unreadable SQL has the reason');
select is(pg_temp.entry($$insert into app_57_items values (1), ('secret five')$$) - 'fingerprint',
  '{"statements": 1, "outcome": "failed", "code": "22P02", "reason": "sql_error"}', 'the entry of a failed call has its SQLSTATE');
select is(pg_temp.entry('select 1', '{"no_such": "secret six"}') - 'fingerprint',
  '{"outcome": "refused", "code": "22023", "reason": "invalid_argument"}', 'the entry of a call with unknown options has the reason');
select is(pg_temp.entry('delete from app_57_lists where true', '{"read_only": true}') -> 'outcome',
  '"refused"', 'the entry of a change in a read-only call has the outcome refused');
select is(pg_temp.entry('delete from app_57_lists where true', '{"dry_run": true}') -> 'outcome',
  '"done"', 'the entry of a dry run has the outcome done');
select is((select count(*) from platform.audit_log where id > (select id from start))::integer, 9, 'each call has one entry');
select set_eq($$select actor || ' ' || (detail ? 'duration_ms') from platform.audit_log where id > (select id from start)$$,
  array['service_role true'], 'each entry has the caller and the duration');
select is_empty($$select * from platform.audit_log where id > (select id from start) and detail::text ~ 'secret|12345|7777|of alice'$$,
  'no entry contains a literal, a parameter, a comment or a row');
select * from finish();
rollback;
