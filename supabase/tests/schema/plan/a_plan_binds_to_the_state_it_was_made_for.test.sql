-- The fingerprint of a plan applies only the planned spec, and only to the schema that the plan was made for.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select set_config('tests.spec', tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text"}]}')::text, true);
select set_config('tests.fingerprint', platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint', true);
select is(platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint', current_setting('tests.fingerprint'),
  'a plan for the same spec and schema has the same fingerprint');
select isnt(platform.plan_schema(57, tests.spec_of(57)) ->> 'fingerprint', current_setting('tests.fingerprint'),
  'a plan for another spec has another fingerprint');
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', tests.spec_of(57), current_setting('tests.fingerprint'))),
  'PT409 plan_outdated', 'another spec is not applied with the fingerprint');
select tests.must_exec('alter table app_57_lists add column more text');
select is(
  tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'), current_setting('tests.fingerprint'))),
  'PT409 plan_outdated', 'the planned spec is not applied to a schema that changed since');
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'), 'nonsense')),
  'PT409 plan_outdated', 'the planned spec is not applied with an invalid fingerprint');
select set_config('tests.spec', tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text"}]}')::text, true);
select is(
  tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'),
    platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint')),
  'no error', 'the planned spec is applied with the fingerprint of a new plan');
select is(tests.planned(57, current_setting('tests.spec')::jsonb), '{}', 'the applied plan leaves nothing to do');

select * from finish();
rollback;
