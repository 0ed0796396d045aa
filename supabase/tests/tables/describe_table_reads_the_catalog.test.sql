begin;
select plan(5);
select tests.create_app(57);
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column size integer default 3, add column place point, drop column text');
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column total numeric default random()');
select tests.act_as_role('service_role');

select is(platform.describe_table(57, 'todos') -> 'columns',
  '[{"name": "size", "type": "integer", "default": 3}, {"name": "place", "type": "point"}, {"name": "total", "type": "number"}]',
  'a column that SQL made is described, one that it dropped is not, and what no spec can say is left out');
select is(tests.error_of($$select platform.describe_table(57, 'nowhere')$$), 'PT404 table_not_found', 'an unknown table is not found');
select is(tests.error_of($$select platform.describe_table(9000000009, 'todos')$$), 'PT404 table_not_found', 'nor one of an unknown app');
select is(tests.error_of('select platform.describe_table(57, null)'), 'PT404 table_not_found', 'nor null');
select is(tests.error_of($$select platform.describe_table(57, 'app_57_todos')$$), 'PT404 table_not_found', 'the full name is none');

select * from finish();
rollback;
