-- CAP-1: an app never has more tables than the setting allows, its profile table included.
begin;
select plan(6);
select tests.create_app(57);
update platform.settings set value = '6' where key = 'max_tables_per_app';
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_table(57, '{"name": "sixth", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error', 'the last table fits');
select is(tests.error_of($$select platform.create_table(57, '{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT409 table_limit_reached', 'the next one does not');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}]}')$$),
  'PT409 table_limit_reached', 'nor when it comes by repair_app');
select hasnt_table('public', 'app_57_seventh', 'nothing of it is left');
select platform.drop_table(57, 'todos');
select is(tests.error_of($$select platform.create_table(57, '{"name": "seventh", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error',
  'a dropped table makes room');
select is((select count(*)::integer from platform.app_tables where app_id = 57), 6, 'the app has as many as it may have');

select * from finish();
rollback;
