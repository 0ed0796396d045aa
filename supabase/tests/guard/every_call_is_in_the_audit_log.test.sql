-- SQL-9: each call of exec_sql is one row of the audit log, a refused or failed one too: who, what by its fingerprint, how it
-- ended; no literal, no parameter, no row.
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
  return (select detail - 'duration_ms' from platform.audit_log where id > (select id from start) and app_id = 57 and action = 'exec_sql' order by id desc limit 1);
end
$$;
select is(pg_temp.entry($$select text from app_57_todos where text = 'secret one' and 12345 > 1 -- secret comment$$),
  '{"fingerprint": "select text from app_57_todos where text = ? and ? > ?", "statements": 1, "outcome": "done", "rows": 0}', 'a query');
select is(pg_temp.entry($$insert into app_57_lists (user_id, text) select id, $1 from app_57_users; select text from app_57_lists$$, '{"parameters": ["secret two"]}'),
  '{"fingerprint": "insert into app_57_lists ( user_id , text ) select id , $1 from app_57_users; select text from app_57_lists", "statements": 2, "outcome": "done", "rows": 6}',
  'several statements, with a parameter');
select is(pg_temp.entry('create table app_57_items (id int default 7777)'),
  '{"fingerprint": "create table app_57_items ( id int default ? )", "statements": 1, "outcome": "done", "rows": 0}', 'a change of tables');
select is(pg_temp.entry($$select 'secret three' from app_58_todos$$),
  jsonb_build_object('fingerprint', 'sha256:' || encode(sha256($$select 'secret three' from app_58_todos$$::bytea), 'hex'),
    'outcome', 'refused', 'code', '42501', 'reason', 'foreign_name', 'rows', null) - 'rows', 'a refused text leaves its hash');
select is(pg_temp.entry($$select 'secret four$$) - 'fingerprint', '{"outcome": "refused", "code": "42601", "reason": "sql_unreadable"}', 'an unreadable one, too');
select is(pg_temp.entry($$insert into app_57_items values (1), ('secret five')$$) - 'fingerprint',
  '{"statements": 1, "outcome": "failed", "code": "22P02", "reason": "sql_error"}', 'a statement that fails');
select is(pg_temp.entry('select 1', '{"no_such": "secret six"}') - 'fingerprint', '{"outcome": "refused", "code": "22023", "reason": "invalid_argument"}', 'options that do not exist');
select is(pg_temp.entry('delete from app_57_lists where true', '{"read_only": true}') -> 'outcome', '"refused"', 'a change in a call that reads');
select is(pg_temp.entry('delete from app_57_lists where true', '{"dry_run": true}') -> 'outcome', '"done"', 'a dry run');
select is((select count(*) from platform.audit_log where id > (select id from start))::integer, 9, 'each call is one row');
select set_eq($$select actor || ' ' || (detail ? 'duration_ms') from platform.audit_log where id > (select id from start)$$, array['service_role true'],
  'which says who called, and how long it took');
select is_empty($$select * from platform.audit_log where id > (select id from start) and detail::text ~ 'secret|12345|7777|of alice'$$,
  'no literal, no parameter, no comment and no row is in it');
select * from finish();
rollback;
