-- SPEC-1: the name of a type that raw DDL created never becomes SQL when a spec drops its column, whatever quotes it holds.
begin;
select plan(5);
select tests.cast();
select tests.act_as_role('service_role');
select is(tests.exec_sql(sql), 'done', 'exec_sql accepts ' || sql) from unnest(array[
  $$create type "app_57_a'))or((set_config('appshard.odd','run',1<0)='" as enum ('a')$$,
  $$alter table app_57_lists add column c "app_57_a'))or((set_config('appshard.odd','run',1<0)='"$$]) as sql;
select is(tests.error_of($$select platform.alter_table(57, '{"name": "lists", "scope": "shared",
  "columns": [{"name": "text", "type": "text", "required": true}, {"name": "c", "type": "text"}]}')$$),
  '22023 unsupported_type_change', 'a spec cannot change a type that no spec can state');
select platform.alter_table(57, '{"name": "lists", "scope": "shared",
  "columns": [{"name": "text", "type": "text", "required": true}]}', allow_destructive => true);
select lives_ok('select platform.rollback_schema_change(57)', 'a rollback gives the dropped column its type back');
select is(current_setting('appshard.odd', true), null, 'nothing in the name of the type was run');
select * from finish();
rollback;
