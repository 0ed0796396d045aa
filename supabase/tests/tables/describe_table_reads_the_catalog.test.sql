-- describe_table reads the catalog, so it returns what SQL changed as well.
begin;
select plan(5);
select tests.create_app(57);
select sandbox.run_as_app(57, 'alter table public.app_57_todos
  add column size integer default 3, add column place point, drop column text');
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column total numeric default random()');
select tests.act_as_role('service_role');

select is(platform.describe_table(57, 'todos') -> 'columns',
  '[{"name": "size", "type": "integer", "default": 3},
    {"name": "place", "type": "native", "sql_type": "point"}, {"name": "total", "type": "number"}]',
  'describe_table returns a column that SQL added, omits one that it dropped, and omits a default that no spec can express');
select is(tests.error_of($$select platform.describe_table(57, 'nowhere')$$), 'PT404 table_not_found',
  'a table that does not exist is not found');
select is(tests.error_of($$select platform.describe_table(9000000009, 'todos')$$), 'PT404 table_not_found',
  'a table of an app that does not exist is not found');
select is(tests.error_of('select platform.describe_table(57, null)'), 'PT404 table_not_found', 'a table called null is not found');
select is(tests.error_of($$select platform.describe_table(57, 'app_57_todos')$$), 'PT404 table_not_found',
  'a table is not found by its full name');

select * from finish();
rollback;
