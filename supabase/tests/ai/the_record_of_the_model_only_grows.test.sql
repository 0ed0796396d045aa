-- AI-2: no role of the Data API changes or removes recorded usage, and the record outlives the app.
begin;
select plan(7);
select tests.cast();

select platform.record_ai_usage('m', 1, 2, 'planned', 1, 58);
select tests.act_as_role('service_role');
select throws_ok(sql, '42501', null, 'service_role cannot run this: ' || sql)
from unnest(array[
  $$insert into platform.ai_usage (model, prompt_tokens, completion_tokens, outcome, attempts) values ('m', 0, 0, 'planned', 1)$$,
  'update platform.ai_usage set prompt_tokens = 0 where true',
  'delete from platform.ai_usage where true',
  'truncate platform.ai_usage'
]) as sql;
select isnt_empty('select from platform.ai_usage where app_id = 58', 'service_role reads the record');
select platform.delete_app(58);
select platform.purge_app(58);
select isnt_empty('select from platform.ai_usage where app_id = 58', 'the record remains after the app is purged');
select tests.act_as('alice');
select throws_ok('select from platform.ai_usage', '42501', null, 'a user does not read the record');

select * from finish();
rollback;
