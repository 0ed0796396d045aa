-- CAP-1: the capacity of the shard is never exceeded.
begin;
select plan(11);
select tests.create_app(57);
update platform.shards set app_capacity = app_count + 1, table_capacity = table_count + 4 where is_local;
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_app('Too many tables', 9000000001, tables => '[
  {"name": "a", "columns": [{"name": "a", "type": "text"}]}, {"name": "b", "columns": [{"name": "a", "type": "text"}]},
  {"name": "c", "columns": [{"name": "a", "type": "text"}]}, {"name": "d", "columns": [{"name": "a", "type": "text"}]}]')$$),
  'PT503 shard_full', 'an app whose tables do not fit is refused');
select is(tests.error_of($$select platform.create_app('Last', 9000000001)$$), 'no error', 'the last app fits');
select is(tests.error_of($$select platform.create_app('Too many', 9000000002)$$), 'PT503 shard_full', 'the next one does not');
select is(tests.error_of($$select platform.create_table(57, jsonb_build_object('name', 't' || n, 'columns', '[{"name": "a", "type": "text"}]'::jsonb))
  from generate_series(1, 3) as n$$), 'no error', 'the last tables fit');
select is(tests.error_of($$select platform.create_table(57, '{"name": "t4", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT503 shard_full', 'the next one does not');

select tests.act_as_owner();
select hasnt_role('app_9000000002', 'nothing of the refused app is left');
select hasnt_table('public', 'app_57_t4', 'nothing of the refused table is left');
select ok((select app_count = app_capacity and table_count = table_capacity from platform.shards where is_local), 'the shard is exactly full');

select tests.act_as_role('service_role');
select platform.drop_table(57, 't3');
select is(tests.error_of($$select platform.create_table(57, '{"name": "t4", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error',
  'a dropped table makes room');
select platform.delete_app(57);
select is(tests.error_of($$select platform.create_app('Too many', 9000000002)$$), 'PT503 shard_full', 'a deleted app still has its place');
select platform.purge_app(57);
select is(tests.error_of($$select platform.create_app('In its place', 9000000002)$$), 'no error', 'a purged one gives it up');

select * from finish();
rollback;
