-- Tables whose required references form a circle are warned about, with their names: no first row could be inserted.
begin;
select plan(15);
select tests.cast();
select tests.act_as_role('service_role');

-- A table with one reference to each target; those that begin with ! are required.
create function pg_temp.a_table(name text, targets text[], renamed_from text default null) returns jsonb language sql as $$
  select jsonb_strip_nulls(jsonb_build_object('name', name, 'renamed_from', renamed_from,
    'columns', '[{"name": "text", "type": "text"}]' || (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', ltrim(target, '!') || '_id', 'type', 'uuid', 'required', target like '!%',
        'references', jsonb_build_object('table', ltrim(target, '!')))), '[]')
      from unnest(targets) as target)))
$$;
create function pg_temp.spec(variadic tables jsonb[]) returns jsonb language sql as $$
  select jsonb_build_object('tables', to_jsonb(tables) || (tests.spec_of(57) -> 'tables')) $$;
create function pg_temp.warnings(spec jsonb) returns jsonb language sql as $$
  select platform.plan_schema(57, spec) -> 'warnings' $$;

select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('teams', '{!persons}'), pg_temp.a_table('persons', '{!teams,!users}'))),
  '["No first row can be inserted into the tables \"persons\", \"teams\", which require each other: make one of the columns '
  '\"persons.teams_id\", \"teams.persons_id\" optional."]', 'two new tables that require each other are warned about once');
select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('teams', '{!persons}'), pg_temp.a_table('persons', '{teams}'))), '[]',
  'one optional reference opens the circle');
select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('a', '{!b}'), pg_temp.a_table('b', '{!c,d}'), pg_temp.a_table('c', '{!a,!d}'),
    pg_temp.a_table('d', '{}'), pg_temp.a_table('e', '{!a}'))),
  '["No first row can be inserted into the tables \"a\", \"b\", \"c\", which require each other: make one of the columns '
  '\"a.b_id\", \"b.c_id\", \"c.a_id\" optional."]', 'a longer circle is warned about, without the tables that only lead to it or from it');
select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('nodes', '{!nodes}'))),
  '["No first row can be inserted into table \"nodes\", which requires a row of its own: make \"nodes.nodes_id\" optional."]',
  'a table that requires a row of its own is warned about');
select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('nodes', '{nodes}'))), '[]', 'an optional reference to the own table is fine');
select is(jsonb_array_length(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('a', '{!b}'), pg_temp.a_table('b', '{!a}'),
  pg_temp.a_table('c', '{!d}'), pg_temp.a_table('d', '{!c}')))), 2, 'each circle has a warning of its own');
select is(pg_temp.warnings(pg_temp.spec(pg_temp.a_table('a', '{!b,!c}'), pg_temp.a_table('b', '{!c}'), pg_temp.a_table('c', '{}'))), '[]',
  'two ways to the same table are no circle');

-- Functions that see only one of the tables.
select lives_ok($$select platform.apply_schema(57,
  pg_temp.spec(pg_temp.a_table('teams', '{persons}'), pg_temp.a_table('persons', '{!teams}')))$$,
  'an open circle is applied');
select is(jsonb_path_query_first(platform.alter_table(57, pg_temp.a_table('teams', '{!persons}')), '$.operations[*].warning') #>> '{}',
  'No first row can be inserted into the tables "persons", "teams", which require each other: make one of the columns '
  '"persons.teams_id", "teams.persons_id" optional.', 'alter_table warns about the column that closes a circle');
select is(pg_temp.warnings(tests.spec_of(57)), '[]', 'a plan that changes nothing has no warning');
select is(platform.alter_table(57, pg_temp.a_table('groups', '{!persons}', 'teams'))::text ~ 'No first row', false,
  'a rename in a circle warns about nothing new');
select lives_ok($$select platform.alter_table(57, pg_temp.a_table('groups', '{persons}'))$$, 'a reference becomes optional');
select is(platform.create_app('circle', tables => jsonb_build_array(pg_temp.a_table('a', '{!b}'), pg_temp.a_table('b', '{!a}')))
  #>> '{warnings,0}', 'No first row can be inserted into the tables "a", "b", which require each other: make one of the columns '
  '"a.b_id", "b.a_id" optional.', 'create_app warns about its tables');
select is(platform.create_table(57, pg_temp.a_table('selves', '{!selves}'))::text ~ 'warnings.*No first row', true,
  'create_table warns about a table that requires a row of its own');
select is(platform.apply_schema(57, pg_temp.spec(pg_temp.a_table('a', '{!b}'), pg_temp.a_table('b', '{!a}')))::text ~ 'No first row', true,
  'apply_schema returns the warning');

select * from finish();
rollback;
