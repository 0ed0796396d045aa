begin;
select plan(3);
select tests.act_as_role('service_role');
create function pg_temp.paths(spec jsonb) returns text language sql as $$
  select string_agg(problem ->> 'path', ' ' order by position)
  from jsonb_array_elements(platform.validate_schema(spec)) with ordinality as element (problem, position)
$$;

select is(
  pg_temp.paths('{"tables": [{"name": "A", "columns": [{"name": "B", "type": "nope"}], "rows": 1}], "sql": 1}'),
  'sql tables[0].rows tables[0].columns[0].name tables[0].columns[0].type tables[0].name',
  'unknown fields come first, the other problems are sorted by path');
select is(
  pg_temp.paths(jsonb_build_object('tables', (
    select jsonb_agg(jsonb_build_object(
      'name', case when n in (3, 11) then 'T' else 't' end || n, 'columns', '[{"name": "a", "type": "text"}]'::jsonb))
    from generate_series(1, 12) as n))),
  'tables[2].name tables[10].name', 'positions are sorted as numbers');
select is(
  pg_temp.paths('{"tables": [{"name": "a", "columns": [{"name": "b", "type": "text"}]},
    {"name": "a", "columns": [{"name": "A", "type": "text"}, {"name": "A", "type": "text"}]}]}'),
  'tables[1].columns[0].name tables[1].columns[1].name tables[1].columns[1].name tables[1].name',
  'a path is repeated only for another reason');

select * from finish();
rollback;
