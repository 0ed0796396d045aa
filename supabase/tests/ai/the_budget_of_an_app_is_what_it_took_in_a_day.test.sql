-- AI-1: an app's tokens of the last 24 hours are counted against its budget; those of other apps and of yesterday are not.
begin;
select plan(8);
select tests.cast();

update platform.settings set value = '1000' where key = 'ai_tokens_per_app_per_day';
update platform.settings set value = '400' where key = 'ai_tokens_per_request';
delete from platform.ai_usage;
select tests.act_as_role('service_role');
select is(platform.ai_budget(57), '{"tokens_per_request": 400, "tokens_per_day": 1000, "used": 0, "left": 1000}', 'a new day');
select platform.record_ai_usage('m', 100, 200, 'planned', 1, 57);
select platform.record_ai_usage('m', 50, 0, 'ai_timeout', 1, 57);
select is(platform.ai_budget(57), '{"tokens_per_request": 400, "tokens_per_day": 1000, "used": 350, "left": 650}', 'prompts and answers count');
select is(platform.ai_budget(58) -> 'used', '0', 'for their app alone');
select is(platform.ai_budget() -> 'used', '0', 'not for requests of no app');
select platform.record_ai_usage('m', 5000, 0, 'generated', 1);
select is(platform.ai_budget() -> 'left', '0', 'which share one budget, and nothing is less than nothing');
select is(platform.ai_budget(57) -> 'left', '650', 'and leave the others theirs');
select tests.act_as_owner();
update platform.ai_usage set at = now() - interval '25 hours' where app_id = 57 and prompt_tokens = 100;
select tests.act_as_role('service_role');
select is(platform.ai_budget(57) -> 'used', '50', 'yesterday is forgotten');
select throws_ok('select platform.ai_budget(999)', 'PT404', null, 'an app that is not there has no budget');

select * from finish();
rollback;
