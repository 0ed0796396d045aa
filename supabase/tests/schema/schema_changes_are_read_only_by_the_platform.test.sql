-- GRANT-5: also of what the changes of schemas leave.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select lives_ok('select from platform.schema_changes, platform.dropped_objects, platform.schema_jobs, platform.type_conversions', 'the platform reads what was changed');
select throws_ok('update platform.schema_changes set rolled_back_by = null', '42501', null, 'it writes none of it');
select throws_ok('delete from platform.dropped_objects', '42501', null, 'neither the trash');
select throws_ok('update platform.schema_jobs set statement = $$drop table public.app_57_todos$$', '42501', null, 'nor jobs');
select throws_ok('update platform.type_conversions set expression = $$null$$', '42501', null, 'nor conversions');
select tests.act_as('alice');
select throws_ok('select from platform.schema_changes', '42501', null, 'members read none of it');
select throws_ok('select platform.plan_schema(57, null)', '42501', null, 'and plan nothing');
select throws_ok('select platform.apply_schema(57, null)', '42501', null, 'nor apply it');
select throws_ok('select platform.rollback_schema_change(57)', '42501', null, 'nor undo it');

select * from finish();
rollback;
