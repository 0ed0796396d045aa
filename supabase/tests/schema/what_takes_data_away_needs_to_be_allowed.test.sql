begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');

select is((platform.plan_schema(57, tests.spec_of(57) #- '{tables,0}')) -> 'destructive', 'true', 'a plan says that it takes data away');
select is((platform.plan_schema(57, tests.spec_of(57))) -> 'destructive', 'false', 'or that it does not');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}', false), 'PT409 destructive_change', 'a table is not dropped unasked');
select is(tests.error_of(format('select platform.apply_schema(57, %L, null, null)', tests.spec_of(57) #- '{tables,0}')), 'PT409 destructive_change', 'null asks for nothing');
select is(tests.error_of($$select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "other", "type": "text"}]}')$$), 'PT409 destructive_change', 'nor a column');
select is((select count(*) from public.app_57_lists), 2::bigint, 'nothing happened');
select is(tests.apply_error(57, tests.spec_of(57) #- '{tables,0}', true), 'no error', 'asked, it happens');

select * from finish();
rollback;
