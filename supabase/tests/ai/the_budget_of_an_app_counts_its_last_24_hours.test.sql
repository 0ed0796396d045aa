-- AI-1: an app's tokens of the last 24 hours count against its budget; older ones and those of other apps do not.
begin;
select plan(8);
select tests.cast();

update platform.settings set value = '1000' where key = 'ai_tokens_per_app_per_day';
update platform.settings set value = '400' where key = 'ai_tokens_per_request';
delete from platform.ai_usage;
select tests.act_as_role('service_role');
select is(platform.ai_budget(57),
  '{"tokens_per_request": 400, "tokens_per_day": 1000, "used": 0, "left": 1000}', 'an app without usage has its whole budget left');
select platform.record_ai_usage('m', 100, 200, 'planned', 1, 57);
select platform.record_ai_usage('m', 50, 0, 'ai_timeout', 1, 57);
select is(platform.ai_budget(57),
  '{"tokens_per_request": 400, "tokens_per_day": 1000, "used": 350, "left": 650}', 'prompt and completion tokens count against the budget');
select is(platform.ai_budget(58) -> 'used', '0', 'the tokens of one app do not count against another');
select is(platform.ai_budget() -> 'used', '0', 'the tokens of an app do not count against requests without an app');
select platform.record_ai_usage('m', 5000, 0, 'generated', 1);
select is(platform.ai_budget() -> 'left', '0', 'requests without an app share one budget, and what is left is never negative');
select is(platform.ai_budget(57) -> 'left', '650', 'requests without an app do not count against an app');
select tests.act_as_owner();
update platform.ai_usage set at = now() - interval '25 hours' where app_id = 57 and prompt_tokens = 100;
select tests.act_as_role('service_role');
select is(platform.ai_budget(57) -> 'used', '50', 'tokens older than 24 hours do not count');
select throws_ok('select platform.ai_budget(999)', 'PT404', null, 'an app that does not exist has no budget');

select * from finish();
rollback;
