-- validate_table reports paths relative to the table, and takes the names of the other tables as its second argument.
begin;
select plan(6);
select tests.act_as_role('service_role');
create function pg_temp.problems(spec jsonb, known text[] default '{}') returns text language sql as $$
  select string_agg(problem ->> 'path' || ' ' || (problem ->> 'reason'), '|' order by problem ->> 'path')
  from jsonb_array_elements(platform.validate_table(spec, known)) as problem
$$;

select is(platform.validate_table('{"name": "a", "columns": [{"name": "b", "type": "text"}]}'), '[]', 'a valid table has no problem');
select is(pg_temp.problems('{"name": "A", "columns": [{"name": "b", "type": "nope"}]}'),
  'columns[0].type unknown_type|name invalid_name', 'the paths of problems begin at the table');
select is(pg_temp.problems('[]'), ' invalid_type', 'a spec that is not an object has a problem with an empty path');
select is(pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "c"}}]}'),
  'columns[0].references.table unknown_table', 'a reference to another table is unknown by default');
select is(pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "c"}}]}', '{c}'),
  null, 'a reference to a table that is passed as known is valid');
select is(
  pg_temp.problems('{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "a"}},
    {"name": "c", "type": "uuid", "references": {"table": "users"}}]}'),
  null, 'a reference to the table itself or to the profiles is valid');

select * from finish();
rollback;
