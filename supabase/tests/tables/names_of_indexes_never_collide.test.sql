-- The names of indexes and constraints never collide, whatever the tables and columns are called.
begin;
select plan(11);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');
create function pg_temp.make(spec text) returns text language sql as $$
  select tests.error_of(format('select platform.create_table(9000000001, %L)', spec))
$$;

select is(pg_temp.make('{"name": "a", "columns": [{"name": "n", "type": "text"}], "indexes": [{"columns": ["user_id", "created_at"]}]}'),
  'no error', 'a table with an index like the automatic one is created');
select is(
  pg_temp.make('{"name": "b", "columns": [{"name": "x_y", "type": "text"}, {"name": "x", "type": "text"}, {"name": "y", "type": "text"}],
    "indexes": [{"columns": ["x", "y"]}, {"columns": ["x_y"]}]}'),
  'no error', 'an index over x and y does not collide with one over x_y');
select is(
  pg_temp.make('{"name": "c", "columns": [{"name": "x_y", "type": "text", "unique": true},
    {"name": "x", "type": "text"}, {"name": "y", "type": "text"}],
    "indexes": [{"columns": ["x", "y"], "unique": true}]}'),
  'no error', 'a unique index over x and y does not collide with a unique x_y');
select is(pg_temp.make('{"name": "todo", "columns": [{"name": "list_name", "type": "text"}], "indexes": [{"columns": ["list_name"]}]}'),
  'no error', 'a table todo with an index over list_name is created');
select is(pg_temp.make('{"name": "todo_list", "columns": [{"name": "name", "type": "text"}], "indexes": [{"columns": ["name"]}]}'),
  'no error', 'a table todo_list with an index over name is created next to todo');
select is(pg_temp.make('{"name": "todo_pkey", "columns": [{"name": "name", "type": "text"}]}'), 'no error',
  'a table that is named like a primary key is created');
select is(pg_temp.make('{"name": "todo_user_id_created_at_idx", "columns": [{"name": "name", "type": "text"}]}'), 'no error',
  'a table that is named like an index is created');
select is(
  pg_temp.make('{"name": "d", "columns": [{"name": "x", "type": "text", "max_length": 5},
    {"name": "x_max", "type": "text", "max_length": 5}, {"name": "x_max_length", "type": "text", "unique": true}]}'),
  'no error', 'a column that is named like a check constraint is created');
select is(
  pg_temp.make(jsonb_build_object(
    'name', repeat('t', 48),
    'columns', (
      select jsonb_agg(jsonb_build_object(
        'name', repeat('c', 60) || n, 'type', 'text', 'unique', true, 'max_length', 5, 'min_length', 1))
      from generate_series(1, 3) as n),
    'indexes', (
      select jsonb_agg(jsonb_build_object('columns', jsonb_build_array(repeat('c', 60) || n, 'created_at')))
      from generate_series(1, 3) as n))::text),
  'no error', 'columns with names of the maximum length that differ only at the end do not collide');
select is(
  pg_temp.make(jsonb_build_object(
    'name', repeat('t', 47) || 'u',
    'columns', (
      select jsonb_agg(jsonb_build_object(
        'name', repeat('c', 60) || n, 'type', 'uuid', 'references', '{"table": "todo"}'::jsonb))
      from generate_series(1, 3) as n))::text),
  'no error', 'references from columns with names of the maximum length do not collide');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
