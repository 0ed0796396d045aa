begin;
select plan(6);
select tests.act_as_role('service_role');
create function pg_temp.problems(spec jsonb, known text[] default '{}') returns text language sql as $$
  select string_agg(problem ->> 'path' || ' ' || (problem ->> 'reason'), '|' order by problem ->> 'path')
  from jsonb_array_elements(platform.validate_table(spec, known)) as problem
$$;

select is(platform.validate_table('{"name": "a", "columns": [{"name": "b", "type": "text"}]}'), '[]', 'a valid table has no problem');
select is(pg_temp.problems('{"name": "A", "columns": [{"name": "b", "type": "nope"}]}'), 'columns[0].type unknown_type|name invalid_name', 'paths begin at the table');
select is(pg_temp.problems('[]'), ' invalid_type', 'what is no table has the empty path');
select is(pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "c"}}]}'), 'columns[0].references.table unknown_table', 'other tables are unknown');
select is(pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "c"}}]}', '{c}'), null, 'unless they are said to be known');
select is(pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "a"}}, {"name": "c", "type": "uuid", "references": {"table": "users"}}]}'), null,
  'the table itself and the profiles always are');

select * from finish();
rollback;
