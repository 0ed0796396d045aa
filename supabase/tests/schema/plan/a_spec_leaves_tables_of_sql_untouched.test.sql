-- A spec leaves tables that SQL created untouched: it does not change, rename or drop them.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must_exec('create table app_57_raw (id integer primary key, words text)');
select is(platform.plan_schema(57, (tests.spec_of(57) #- '{tables,3}')) -> 'untouched', '["raw"]',
  'a plan lists tables of SQL as untouched');
select is(
  tests.planned(57, jsonb_build_object('tables',
    (select jsonb_agg(item) from jsonb_array_elements(tests.spec_of(57) -> 'tables') as element (item) where item ->> 'name' <> 'raw'))),
  '{}', 'a spec that omits a table of SQL does not drop it');
select is(
  tests.error_of($$select platform.plan_schema(57, tests.spec_of(57, '{"name": "raw", "columns": [{"name": "words", "type": "text"}]}'))$$),
  'PT409 table_not_managed', 'a spec that names a table of SQL is not planned');
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "raw", "columns": [{"name": "words", "type": "text"}]}')),
  'PT409 table_not_managed', 'a spec that names a table of SQL is not applied');
select is(tests.error_of($$select platform.alter_table(57, '{"name": "raw", "columns": [{"name": "words", "type": "text"}]}')$$),
  'PT409 table_not_managed', 'alter_table refuses a table of SQL');
select is(
  tests.apply_error(57, jsonb_set(
    (select jsonb_build_object('tables', jsonb_agg(item order by item ->> 'name'))
     from jsonb_array_elements(tests.spec_of(57) -> 'tables') as element (item) where item ->> 'name' <> 'raw'),
    '{tables,0,renamed_from}', '"raw"')),
  'no error', 'a table of the spec that exists is not renamed, whatever renamed_from says');
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "fresh", "renamed_from": "raw", "columns": [{"name": "words", "type": "text"}]}')),
  '22023 rename_source_missing', 'a table of SQL is not renamed into a new table of the spec');
select has_column('public', 'app_57_raw', 'words', 'the table of SQL is as it was');

select * from finish();
rollback;
