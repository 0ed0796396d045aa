-- plan_schema changes nothing, however much there is to do.
begin;
select plan(4);
select tests.cast();
select tests.act_as_role('service_role');

create temporary table before on commit drop as
  select platform.describe_app(57) as description, (select count(*) from platform.audit_log) as entries,
    (select count(*) from pg_class where relnamespace::regnamespace::text in ('public', 'trash')) as relations;
select is(
  jsonb_array_length(platform.plan_schema(57, '{"tables": [{"name": "todos",
    "columns": [{"name": "words", "renamed_from": "text", "type": "jsonb"}]}]}') -> 'operations') > 4,
  true, 'the plan has more than four operations');
select is(platform.describe_app(57), (select description from before), 'the app is described as it was before the plan');
select is((select count(*) from platform.audit_log), (select entries from before), 'the plan adds no entry to the audit log');
select is((select count(*) from pg_class where relnamespace::regnamespace::text in ('public', 'trash')), (select relations from before),
  'the plan creates no relation');

select * from finish();
rollback;
