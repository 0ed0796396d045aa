-- A spec that is too large or too deep has only that problem; a table list and a column list have a maximum length.
begin;
select plan(9);
select tests.act_as_role('service_role');
create function pg_temp.problems(spec jsonb) returns text language sql as $$
  select string_agg(problem ->> 'path' || ' ' || (problem ->> 'reason'), '|' order by problem ->> 'path')
  from jsonb_array_elements(platform.validate_schema(spec)) as problem
$$;
create function pg_temp.tables(count integer) returns jsonb language sql as $$
  select jsonb_build_object('tables', jsonb_agg(jsonb_build_object('name', 't' || n, 'columns', '[{"name": "a", "type": "text"}]'::jsonb)))
  from generate_series(1, count) as n
$$;
create function pg_temp.columns(count integer) returns jsonb language sql as $$
  select jsonb_build_object('tables', jsonb_build_array(jsonb_build_object('name', 'a',
    'columns', jsonb_agg(jsonb_build_object('name', 'c' || n, 'type', 'text')))))
  from generate_series(1, count) as n
$$;

select is(pg_temp.problems(jsonb_build_object('tables', repeat('x', 1048577))),
  ' too_large', 'a spec of more than 1 MiB has only the problem too_large');
select is(pg_temp.problems(format('{"tables": %s}', repeat('[', 101) || repeat(']', 101))::jsonb),
  ' too_large', 'a spec deeper than 100 levels has only the problem too_large');
select is(pg_temp.problems(pg_temp.tables(101)), 'tables too_many', '101 tables are too many');
select is(pg_temp.problems(pg_temp.tables(100)), null, '100 tables are not too many');
select is(pg_temp.problems(pg_temp.columns(201)), 'tables[0].columns too_many', '201 columns are too many');
select is(pg_temp.problems(pg_temp.columns(200)), null, '200 columns are not too many');
select is(tests.error_of($$select platform.create_app('Large', 9000000001, tables => to_jsonb(repeat('x', 10000000)))$$),
  '22023 too_large', 'create_app refuses tables of 10 MB');
select is(
  tests.error_of($$select platform.create_app('Zero', 9000000001,
    tables => '[{"name": "a\u0000", "columns": [{"name": "a", "type": "text"}]}]')$$),
  '22P05 \u0000 cannot be converted to text.', 'PostgreSQL itself refuses U+0000');
select is(tests.error_of($$select platform.get_app(9000000001)$$), 'PT404 app_not_found', 'no app was created');

select * from finish();
rollback;
