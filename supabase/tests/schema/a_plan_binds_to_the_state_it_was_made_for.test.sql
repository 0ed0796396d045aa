begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select set_config('tests.spec', tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text"}]}')::text, true);
select set_config('tests.fingerprint', platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint', true);
select is(platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint', current_setting('tests.fingerprint'), 'the same plan has the same fingerprint');
select isnt(platform.plan_schema(57, tests.spec_of(57)) ->> 'fingerprint', current_setting('tests.fingerprint'), 'that of another spec has another');
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', tests.spec_of(57), current_setting('tests.fingerprint'))), 'PT409 plan_outdated', 'another spec is not applied with it');
select tests.must_exec('alter table app_57_lists add column more text');
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'), current_setting('tests.fingerprint'))), 'PT409 plan_outdated', 'nor the same on a schema that changed since');
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'), 'nonsense')), 'PT409 plan_outdated', 'nor with any other word');
select set_config('tests.spec', tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text"}]}')::text, true);
select is(tests.error_of(format('select platform.apply_schema(57, %L, %L)', current_setting('tests.spec'), platform.plan_schema(57, current_setting('tests.spec')::jsonb) ->> 'fingerprint')), 'no error', 'a new plan is applied');
select is(tests.planned(57, current_setting('tests.spec')::jsonb), '{}', 'and done');

select * from finish();
rollback;
