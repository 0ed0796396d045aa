begin;
select plan(12);
select tests.act_as_role('service_role');
select platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]');

select is(
  platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]'),
  platform.get_app(9000000001), 'the same call answers the app that the first one made');
select is((platform.create_app('Todos', signup => 'invite', idempotency_key => 'key-1',
  tables => '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]') ->> 'id')::bigint, 9000000001,
  'also without the id that the first one brought');
select is(jsonb_array_length(platform.list_apps(200, 9000000000) -> 'apps'), 1, 'there is one app');
select is(tests.error_of($$select platform.create_app('Other', 9000000001, 'invite', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another name with the key is refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000001, 'open', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another signup policy with the key is refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000002, 'invite', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another id with the key is refused');
select is(
  tests.error_of($$select platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "notes", "columns": [{"name": "text", "type": "text"}]}]')$$),
  'PT409 idempotency_key_reused', 'other tables with the key are refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000001, 'invite', 'key-2')$$), 'PT409 app_exists',
  'the id with another key is taken');
select isnt((platform.create_app('Todos', signup => 'invite') ->> 'id')::bigint, 9000000001, 'without a key every call makes an app');

select platform.delete_app(9000000001);
select is(
  platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]') ->> 'status',
  'deleted', 'the key still answers the app when it is deleted');
select platform.purge_app(9000000001);
select is(platform.create_app('New', 9000000003, idempotency_key => 'key-1') ->> 'id', '9000000003', 'a purged app gives its key free');

select tests.act_as_owner();
update platform.shards set status = 'closed' where is_local;
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.create_app('New', 9000000003, idempotency_key => 'key-1')$$), 'no error',
  'a repetition is answered on a shard that was closed since');

select * from finish();
rollback;
