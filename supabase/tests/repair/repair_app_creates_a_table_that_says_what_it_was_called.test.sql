-- A desired table that an app lacks is created, whatever it says that it was called before.
begin;
select plan(3);
select tests.act_as_role('service_role');

select lives_ok($$select platform.repair_app(9000000001, '{"name": "Renamed", "tables": [
  {"name": "chores", "renamed_from": "todos", "columns": [{"name": "words", "renamed_from": "text", "type": "text"}]}]}')$$,
  'an unknown app is created with a table that says what it was called');
select is(platform.get_app(9000000001) #>> '{tables,chores}', 'app_9000000001_chores', 'the table has its new name');
select is_empty('select * from platform.verify_app(9000000001)', 'the app of a table that says what it was called is sound');

select * from finish();
rollback;
