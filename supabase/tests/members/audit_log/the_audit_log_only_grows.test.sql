-- AUD-1: no role of the Data API changes or removes an entry of the audit log, or inserts one directly.
begin;
select plan(8);
select tests.cast();

select tests.act_as_role('service_role');
select throws_ok(sql, '42501', null, 'service_role cannot run this: ' || sql)
from unnest(array[
  $$insert into platform.audit_log (action, actor) values ('forged', 'nobody')$$,
  $$update platform.audit_log set actor = 'nobody' where true$$,
  'delete from platform.audit_log where true',
  'truncate platform.audit_log'
]) as sql;
select isnt_empty($$select from platform.audit_log where app_id = 57 and action = 'create_app'$$, 'service_role reads the audit log');
select tests.act_as('alice');
select throws_ok('select from platform.audit_log', '42501', null, 'a user does not read the audit log');
select tests.act_as_owner();
select ok(not has_function_privilege('service_role', 'platform.audit(bigint, text, jsonb, text)', 'EXECUTE'),
  'service_role may not call platform.audit');
select ok((select attidentity = 'a' from pg_catalog.pg_attribute where attrelid = 'platform.audit_log'::regclass and attname = 'id'),
  'only the database assigns the ids of entries');

select * from finish();
rollback;
