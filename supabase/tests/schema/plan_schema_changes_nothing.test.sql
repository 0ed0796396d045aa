begin;
select plan(4);
select tests.cast();
select tests.act_as_role('service_role');

create temporary table before on commit drop as
  select platform.describe_app(57) as description, (select count(*) from platform.audit_log) as entries, (select count(*) from pg_class where relnamespace::regnamespace::text in ('public', 'trash')) as relations;
select is(jsonb_array_length(platform.plan_schema(57, '{"tables": [{"name": "todos", "columns": [{"name": "words", "renamed_from": "text", "type": "jsonb"}]}]}') -> 'operations') > 4, true, 'a plan with much to do');
select is(platform.describe_app(57), (select description from before), 'does none of it');
select is((select count(*) from platform.audit_log), (select entries from before), 'is no change to be logged');
select is((select count(*) from pg_class where relnamespace::regnamespace::text in ('public', 'trash')), (select relations from before), 'and makes nothing');

select * from finish();
rollback;
