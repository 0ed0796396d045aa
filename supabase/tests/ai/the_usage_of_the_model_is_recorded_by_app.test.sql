-- AI-2: every request to the model is recorded with its app, tokens, cost and outcome, and the record has no column for a prompt.
begin;
select plan(7);
select tests.cast();

select tests.act_as_role('service_role');
select isnt(platform.record_ai_usage('codestral-latest', 900, 300, 'applied', 2, 57, 0.00054) ->> 'id',
  null, 'a request for an app is recorded');
select isnt(platform.record_ai_usage('codestral-latest', 10, 0, 'ai_timeout', 1) ->> 'id',
  null, 'a request without an app and without a known price is recorded');
select results_eq(
  $$select app_id, model, prompt_tokens, completion_tokens, cost_usd, outcome, attempts from platform.ai_usage
    where at = now() and (app_id = 57 or app_id is null) order by id$$,
  $$values (57::bigint, 'codestral-latest', 900::bigint, 300::bigint, 0.00054, 'applied', 2),
    (null, 'codestral-latest', 10, 0, null, 'ai_timeout', 1)$$,
  'the record holds both requests unchanged'
);
select throws_ok($$select platform.record_ai_usage('m', -1, 0, 'applied', 1, 57)$$,
  '23514', null, 'a negative number of tokens is refused');
select throws_ok($$select platform.record_ai_usage('m', 1, 0, 'Make me a shop', 1, 57)$$,
  '23514', null, 'a prompt is refused as an outcome');
select throws_ok($$select platform.record_ai_usage(repeat('m', 201), 1, 0, 'applied', 1, 57)$$,
  '23514', null, 'a model name of more than 200 characters is refused');
select columns_are('platform', 'ai_usage',
  array['id', 'at', 'app_id', 'model', 'prompt_tokens', 'completion_tokens', 'cost_usd', 'outcome', 'attempts'],
  'the record has exactly these columns');

select * from finish();
rollback;
