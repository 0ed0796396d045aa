-- A change that deletes data is applied only with allow_destructive.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is((platform.plan_schema(57, tests.spec_of(57) #- '{tables,0}')) -> 'destructive', 'true',
  'a plan that drops a table is marked as destructive');
select is((platform.plan_schema(57, tests.spec_of(57))) -> 'destructive', 'false',
  'a plan that drops nothing is not marked as destructive');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}', false), 'PT409 destructive_change',
  'a table is not dropped without allow_destructive');
select is(tests.error_of(format('select platform.apply_schema(57, %L, null, null)', tests.spec_of(57) #- '{tables,0}')),
  'PT409 destructive_change', 'a table is not dropped if allow_destructive is null');
select is(tests.error_of($$select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')$$),
  'PT409 destructive_change', 'a column is not dropped without allow_destructive');
select is((select count(*) from public.app_57_lists), 2::bigint, 'the table keeps its rows after the refusals');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}', true), 'no error', 'a table is dropped with allow_destructive');

select * from finish();
rollback;
