-- GRANT-5: service_role reads the records of schema changes but does not write them, and no member reads them.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select lives_ok('select from platform.schema_changes, platform.dropped_objects, platform.schema_jobs, platform.type_conversions',
  'service_role reads the records of schema changes');
select throws_ok('update platform.schema_changes set rolled_back_by = null', '42501', null, 'service_role does not update schema changes');
select throws_ok('delete from platform.dropped_objects', '42501', null, 'service_role does not delete dropped objects');
select throws_ok('update platform.schema_jobs set statement = $$drop table public.app_57_todos$$', '42501', null,
  'service_role does not update jobs');
select throws_ok('update platform.type_conversions set expression = $$null$$', '42501', null, 'service_role does not update conversions');
select tests.act_as('alice');
select throws_ok('select from platform.schema_changes', '42501', null, 'a member does not read schema changes');
select throws_ok('select platform.plan_schema(57, null)', '42501', null, 'a member does not plan a schema');
select throws_ok('select platform.apply_schema(57, null)', '42501', null, 'a member does not apply a schema');
select throws_ok('select platform.rollback_schema_change(57)', '42501', null, 'a member does not roll back a schema change');

select * from finish();
rollback;
