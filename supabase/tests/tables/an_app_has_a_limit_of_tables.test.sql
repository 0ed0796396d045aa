-- CAP-1: an app never has more tables than the setting allows, its profile table included.
begin;
select plan(6);
select tests.create_app(57);
update platform.settings set value = '6' where key = 'max_tables_per_app';
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_table(57, '{"name": "sixth", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error',
  'the last table within the limit is created');
select is(tests.error_of($$select platform.create_table(57, '{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT409 table_limit_reached', 'a table beyond the limit is refused');
select is(
  tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}]}')$$),
  'PT409 table_limit_reached', 'repair_app refuses a table beyond the limit');
select hasnt_table('public', 'app_57_seventh', 'the refused table does not exist');
select platform.drop_table(57, 'todos');
select is(tests.error_of($$select platform.create_table(57, '{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}')$$),
  'no error', 'a table is created once another was dropped');
select is((select count(*)::integer from platform.app_tables where app_id = 57), 6,
  'the app has exactly as many tables as the limit allows');

select * from finish();
rollback;
