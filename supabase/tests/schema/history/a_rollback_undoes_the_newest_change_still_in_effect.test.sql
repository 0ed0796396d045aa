-- A rollback undoes the newest schema change that is still in effect, and no other.
begin;
select plan(14);
select tests.cast();
select tests.act_as_role('service_role');

create function pg_temp.columns() returns text language sql as $$
  select string_agg(item ->> 'name', ',')
  from jsonb_array_elements(platform.describe_table(57, 'todos') -> 'columns') as element (item)
$$;
select set_config('tests.first', platform.alter_table(57, '{"name": "todos",
  "columns": [{"name": "text", "type": "text"}, {"name": "a", "type": "text"}]}') #>> '{schema_change,id}', true);
select set_config('tests.second', platform.alter_table(57, '{"name": "todos",
  "columns": [{"name": "text", "type": "text"}, {"name": "a", "type": "text"}, {"name": "b", "type": "text"}]}')
  #>> '{schema_change,id}', true);
select is(tests.error_of(format('select platform.rollback_schema_change(57, %s)', current_setting('tests.first'))),
  'PT409 schema_change_not_latest', 'an older change is not undone before the newer one');
select is(tests.error_of('select platform.rollback_schema_change(57, 999999)'), 'PT404 schema_change_not_found',
  'a change that does not exist is not found');
select is(tests.error_of(format('select platform.rollback_schema_change(58, %s)', current_setting('tests.second'))),
  'PT404 schema_change_not_found', 'a change of 57 is not found in 58');
select set_config('tests.third', platform.rollback_schema_change(57) #>> '{schema_change,id}', true);
select is(pg_temp.columns(), 'text,a', 'a rollback undoes the newest change');
select is(tests.error_of(format('select platform.rollback_schema_change(57, %s)', current_setting('tests.second'))),
  'PT409 schema_change_not_latest', 'a change that was undone is not undone again');
select set_config('tests.fourth',
  platform.rollback_schema_change(57, current_setting('tests.third')::bigint) #>> '{schema_change,id}', true);
select is(pg_temp.columns(), 'text,a,b', 'an undo is undone by its id');
select is(platform.list_schema_changes(57, 1) #>> '{schema_changes,0,kind}',
  'redo', 'undoing an undo is recorded as a change of the kind redo');
select platform.rollback_schema_change(57);
select is(pg_temp.columns(), 'text,a', 'a redo is undone like any other change');
select platform.rollback_schema_change(57);
select is(pg_temp.columns(), 'text', 'the next rollback undoes the change before the redone one');
select is(tests.error_of(format('select platform.rollback_schema_change(57, %s)', current_setting('tests.third'))),
  'PT409 schema_change_not_latest', 'an undo is not undone once newer changes were made');
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "text", "type": "text"}, {"name": "c", "type": "text"}]}');
select tests.must_exec('alter table app_57_todos add column d text');
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'PT409 schema_changed',
  'a change is not undone after SQL changed its table');
select is(pg_temp.columns(), 'text,c,d', 'the refused rollback leaves the columns unchanged');
select is(
  (select count(*) from jsonb_array_elements(platform.list_schema_changes(57) -> 'schema_changes') as element (item)
    where item ->> 'rolled_back' = 'true'),
  4::bigint, 'list_schema_changes marks the four changes that were undone');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
