-- CAP-1: the capacity of the shard is never exceeded.
begin;
select plan(11);
select tests.create_app(57);
update platform.shards set app_capacity = app_count + 1, table_capacity = table_count + 4 where is_local;
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_app('Too many tables', 9000000001, tables => '[
  {"name": "a", "columns": [{"name": "a", "type": "text"}]}, {"name": "b", "columns": [{"name": "a", "type": "text"}]},
  {"name": "c", "columns": [{"name": "a", "type": "text"}]}, {"name": "d", "columns": [{"name": "a", "type": "text"}]}]')$$),
  'PT503 shard_full', 'an app is refused when its tables do not fit');
select is(tests.error_of($$select platform.create_app('Last', 9000000001)$$), 'no error', 'an app is created up to the app capacity');
select is(tests.error_of($$select platform.create_app('Too many', 9000000002)$$),
  'PT503 shard_full', 'an app beyond the app capacity is refused');
select is(
  tests.error_of($$select platform.create_table(57,
    jsonb_build_object('name', 't' || n, 'columns', '[{"name": "a", "type": "text"}]'::jsonb))
  from generate_series(1, 3) as n$$),
  'no error', 'tables are created up to the table capacity');
select is(tests.error_of($$select platform.create_table(57, '{"name": "t4", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT503 shard_full', 'a table beyond the table capacity is refused');

select tests.act_as_owner();
select hasnt_role('app_9000000002', 'the refused app leaves no role');
select hasnt_table('public', 'app_57_t4', 'the refused table does not exist');
select ok((select app_count = app_capacity and table_count = table_capacity from platform.shards where is_local),
  'the shard is exactly full');

select tests.act_as_role('service_role');
select platform.drop_table(57, 't3');
select is(tests.error_of($$select platform.create_table(57, '{"name": "t4", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error',
  'a dropped table makes room');
select platform.delete_app(57);
select is(tests.error_of($$select platform.create_app('Too many', 9000000002)$$),
  'PT503 shard_full', 'a deleted app still counts towards the capacity');
select platform.purge_app(57);
select is(tests.error_of($$select platform.create_app('In its place', 9000000002)$$), 'no error', 'a purged app makes room for another');

select * from finish();
rollback;
