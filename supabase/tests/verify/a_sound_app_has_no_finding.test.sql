-- VER-1: the positive twin of every other file here: nothing is found where nothing is wrong.
begin;
select plan(7);
select tests.cast();
select platform.create_table(57, '{"name": "items", "scope": "shared", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "state", "type": "enum", "values": ["a", "b"], "default": "a"},
  {"name": "slug", "type": "text", "unique": true, "max_length": 20}], "indexes": [{"columns": ["state", "slug"], "unique": true}]}');
select platform.create_app('The largest id', 9999999999, tables => '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]');
select platform.create_app('Beyond four bytes', 2147483648,
  tables => '[{"name": "todos", "scope": "read_only", "columns": [{"name": "text", "type": "text"}]}]');
select platform.create_app('Four bytes', 2147483647,
  tables => '[{"name": "todos", "scope": "public_read", "columns": [{"name": "text", "type": "text"}]}]');

select is_empty('select * from platform.verify_app(57)', 'an app with tables of every scope is sound');
select is_empty('select * from platform.verify_app(9999999999)', 'an app with the largest id is sound');
select is_empty('select * from platform.verify_app(2147483648)', 'an app with an id of more than four bytes is sound');
select is_empty('select * from platform.verify_app(2147483647)', 'an app with the largest id of four bytes is sound');
select is_empty($$select * from platform.verify_app(57, 'todos')$$, 'a single table of a sound app is sound');
select tests.act_as_role('service_role');
select is_empty('select * from platform.verify_shard()', 'the whole shard is sound, as the platform sees it');
select is(tests.error_of('select * from platform.verify_app(9000000009)'), 'PT404 app_not_found',
  'an app that does not exist is not found');

select * from finish();
rollback;
