-- SQL-5: options that exec_sql does not have, or with invalid values, are refused before anything runs.
begin;
select plan(24);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql('delete from app_57_todos where true', options::jsonb),
  '22023 invalid_argument', 'these options are refused: ' || options)
from unnest(array[
  '{"readonly": true}', '{"role": "postgres"}', '{"read_only": "true"}', '{"read_only": 1}', '{"dry_run": "yes"}',
  '{"dry_run": null, "x": 1}',
  '{"max_rows": 0}', '{"max_rows": 10001}', '{"max_rows": true}',
  '{"timeout_ms": 99}', '{"timeout_ms": 8001}', '{"timeout_ms": "1s"}', '{"timeout_ms": 100.5}',
  '{"parameters": {"1": 1}}', '{"parameters": "1"}', '[]', 'null', '"read_only"']) as options;
select is(tests.exec_sql('select 1', jsonb_build_object('parameters', (select jsonb_agg(n) from generate_series(1, 1001) as n))),
  '22023 invalid_argument', 'more than 1,000 parameters are refused');
select is(tests.exec_sql('select text from app_57_todos', options::jsonb), 'done', 'these options are accepted: ' || options)
from unnest(array['{}', '{"read_only": true, "dry_run": false, "max_rows": 1, "timeout_ms": 100, "parameters": []}',
  '{"max_rows": 10000, "timeout_ms": 8000, "dry_run": true}']) as options;
select is(platform.exec_sql(57, 'select 1', null) ->> 'details', 'invalid_argument', 'null options are refused');
select tests.act_as_owner();
select is((select count(*) from public.app_57_todos)::integer, 2, 'no row was deleted');
select * from finish();
rollback;
