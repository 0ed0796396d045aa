-- list_schema_changes lists the changes of one app, the newest first, page by page like the other lists.
begin;
select plan(11);
select tests.cast();
select tests.act_as_role('service_role');
select platform.create_table(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}');
select platform.alter_table(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}, {"name": "a", "type": "text"}]}');
select platform.drop_table(57, 'notes');

create function pg_temp.kinds(page jsonb) returns text language sql as $$
  select string_agg(item ->> 'kind', ',' order by position)
  from jsonb_array_elements(page -> 'schema_changes') with ordinality as element (item, position)
$$;
select is(pg_temp.kinds(platform.list_schema_changes(57, 2)), 'drop_table,alter_table', 'a page of two has the newest two');
select is(
  platform.list_schema_changes(57, 2) ->> 'next_before_id', platform.list_schema_changes(57, 2) #>> '{schema_changes,1,id}',
  'the page says where the next begins');
select is(
  pg_temp.kinds(platform.list_schema_changes(57, 1, (platform.list_schema_changes(57, 2) ->> 'next_before_id')::bigint)), 'create_table',
  'the next page goes on there');
select is(platform.list_schema_changes(57) -> 'next_before_id', 'null', 'the last page says that it is the last');
select is(
  platform.list_schema_changes(58) -> 'schema_changes' @> (select jsonb_agg(jsonb_build_object('kind', 'drop_table'))),
  false, 'the changes of 57 are not listed for 58');
select is(tests.error_of(format('select platform.list_schema_changes(57, %s)', size)),
  '22023 invalid_argument', 'a page cannot have the size ' || size)
from unnest(array['0', '-1', '201', 'null']) as size;
select is(tests.error_of('select platform.list_schema_changes(57, 200)'), 'no error', 'a page can have 200 changes');
select is(tests.error_of('select platform.list_schema_changes(999)'), 'PT404 app_not_found', 'an app that does not exist has no changes');

select * from finish();
rollback;
