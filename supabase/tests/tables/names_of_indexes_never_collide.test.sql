begin;
select plan(11);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');
create function pg_temp.make(spec text) returns text language sql as $$
  select tests.error_of(format('select platform.create_table(9000000001, %L)', spec))
$$;

select is(pg_temp.make('{"name": "a", "columns": [{"name": "n", "type": "text"}], "indexes": [{"columns": ["user_id", "created_at"]}]}'),
  'no error', 'an index like the automatic one');
select is(pg_temp.make('{"name": "b", "columns": [{"name": "x_y", "type": "text"}, {"name": "x", "type": "text"}, {"name": "y", "type": "text"}],
  "indexes": [{"columns": ["x", "y"]}, {"columns": ["x_y"]}]}'), 'no error', 'two columns and one that is called like both');
select is(pg_temp.make('{"name": "c", "columns": [{"name": "x_y", "type": "text", "unique": true}, {"name": "x", "type": "text"}, {"name": "y", "type": "text"}],
  "indexes": [{"columns": ["x", "y"], "unique": true}]}'), 'no error', 'the same, unique');
select is(pg_temp.make('{"name": "todo", "columns": [{"name": "list_name", "type": "text"}], "indexes": [{"columns": ["list_name"]}]}'),
  'no error', 'an index on todo (list_name)');
select is(pg_temp.make('{"name": "todo_list", "columns": [{"name": "name", "type": "text"}], "indexes": [{"columns": ["name"]}]}'),
  'no error', 'and one on todo_list (name)');
select is(pg_temp.make('{"name": "todo_pkey", "columns": [{"name": "name", "type": "text"}]}'), 'no error', 'a table that is called like a key');
select is(pg_temp.make('{"name": "todo_user_id_created_at_idx", "columns": [{"name": "name", "type": "text"}]}'), 'no error',
  'a table that is called like an index');
select is(pg_temp.make('{"name": "d", "columns": [{"name": "x", "type": "text", "max_length": 5}, {"name": "x_max", "type": "text", "max_length": 5},
  {"name": "x_max_length", "type": "text", "unique": true}]}'), 'no error', 'a column that is called like a check');
select is(pg_temp.make(jsonb_build_object(
    'name', repeat('t', 48),
    'columns', (select jsonb_agg(jsonb_build_object('name', repeat('c', 60) || n, 'type', 'text', 'unique', true, 'max_length', 5, 'min_length', 1)) from generate_series(1, 3) as n),
    'indexes', (select jsonb_agg(jsonb_build_object('columns', jsonb_build_array(repeat('c', 60) || n, 'created_at'))) from generate_series(1, 3) as n))::text),
  'no error', 'names of the greatest length that differ at their end');
select is(pg_temp.make(jsonb_build_object(
    'name', repeat('t', 47) || 'u',
    'columns', (select jsonb_agg(jsonb_build_object('name', repeat('c', 60) || n, 'type', 'uuid', 'references', '{"table": "todo"}'::jsonb)) from generate_series(1, 3) as n))::text),
  'no error', 'and references of them');
select is_empty('select * from platform.verify_app(9000000001)', 'the app is sound');

select * from finish();
rollback;
