-- Every problem of a spec and of a plan names the table and the column: a model does not count positions.
begin;
select plan(13);
select tests.cast();
select tests.act_as_role('service_role');
create function pg_temp.messages(spec jsonb) returns text[] language sql as $$
  select array_agg(problem ->> 'message' order by position)
  from jsonb_array_elements(platform.validate_schema(spec)) with ordinality as element (problem, position)
$$;

select is(pg_temp.messages('{"tables": [{"name": "a", "columns": [{"name": "b", "type": "text"}, {"name": "c", "type": "strang"}]}]}'),
  array['"strang" is not a column type (column "c" of table "a")'], 'the problem of a column names the column and the table');
select is(pg_temp.messages('{"tables": [{"name": "b", "columns": [{"name": "b", "type": "text"}]},
    {"name": "a", "rows": 1, "columns": [{"name": "b", "type": "text"}]}]}'),
  array['is not a field of the spec (table "a")'], 'the problem of a table names the table');
select is(pg_temp.messages('{"tables": [{"name": "a", "columns": [{"name": "b", "type": "text"}], "indexes": [{"columns": ["c"]}]}]}'),
  array['"c" is not a column of the table (table "a")'], 'the problem of an index names the table');
select is(pg_temp.messages('{"tables": [{"name": "a", "columns": [{"name": "b", "type": "enum", "values": ["x", "x"]}]}]}'),
  array['is already in the list (column "b" of table "a")'], 'a problem within an option names the column');
select is(pg_temp.messages('{"tables": [{"name": "a", "columns": [{"type": "text"}]}]}'), array['is missing (table "a")'],
  'a column without a name is placed by its table');
select is(pg_temp.messages('{"tables": [{"name": 1, "columns": [{"name": "b", "type": "x"}]}]}'),
  array['"x" is not a column type (column "b")', 'must be of type string'], 'a table without a name leaves the column');
select is(pg_temp.messages('{"tables": 1}'), array['must be of type array'], 'a problem of the whole spec names nothing');
select is(pg_temp.messages('{"tables": [1, [], null]}'), array['must be an object', 'must be an object', 'must be an object'],
  'what is not a table has no name');
select is(platform.validate_table('{"name": "a", "columns": [{"name": "b", "type": "text", "min": 1}]}') #>> '{0,message}',
  'is not an option of a column of type text (column "b" of table "a")',
  'validate_table names the table and the column, too');
select throws_ok($$select platform.plan_schema(57, '{"tables": [{"name": "a", "columns": [{"name": "b", "type": "strang"}]}]}')$$, '22023',
  'Cannot use the spec: "tables[0].columns[0].type" "strang" is not a column type (column "b" of table "a")',
  'the error of a plan names them');
select throws_ok($$select platform.plan_schema(57, tests.spec_of(57, '{"name": "todos",
  "columns": [{"name": "title", "renamed_from": "nothing", "type": "text"}]}'))$$, '22023',
  'Cannot rename column "nothing" of table "todos": there is no such column', 'a rename of an unknown column names its table');
select throws_ok($$select platform.plan_schema(57, tests.spec_of(57, '{"name": "many", "renamed_from": "nothing",
  "columns": [{"name": "title", "type": "text"}]}'))$$, '22023',
  'Cannot rename table "nothing": the app has no such table', 'a rename of an unknown table says that it is one');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "done", "type": "boolean"}]}')));
select throws_ok($$select platform.plan_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "done", "type": "uuid"}]}'))$$,
  '22023',
  'Cannot change the type of "todos.done" from "boolean" to "uuid": there is no conversion', 'a change of a type names the column');

select * from finish();
rollback;
