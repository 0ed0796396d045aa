-- create_app with the idempotency key of an earlier call returns the app of that call, and refuses different arguments.
begin;
select plan(12);
select tests.act_as_role('service_role');
select platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]');

select is(
  platform.create_app('Todos', 9000000001, 'invite', 'key-1', '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]'),
  platform.get_app(9000000001), 'the same call returns the app that the first call created');
select is((platform.create_app('Todos', signup => 'invite', idempotency_key => 'key-1',
  tables => '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]') ->> 'id')::bigint, 9000000001,
  'the same call without the id of the first call returns the same app');
select is(jsonb_array_length(platform.list_apps(200, 9000000000) -> 'apps'), 1, 'only one app was created');
select is(tests.error_of($$select platform.create_app('Other', 9000000001, 'invite', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another name with the same key is refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000001, 'open', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another signup policy with the same key is refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000002, 'invite', 'key-1')$$), 'PT409 idempotency_key_reused',
  'another id with the same key is refused');
select is(
  tests.error_of($$select platform.create_app('Todos', 9000000001, 'invite', 'key-1',
    '[{"name": "notes", "columns": [{"name": "text", "type": "text"}]}]')$$),
  'PT409 idempotency_key_reused', 'other tables with the same key are refused');
select is(tests.error_of($$select platform.create_app('Todos', 9000000001, 'invite', 'key-2')$$), 'PT409 app_exists',
  'the same id with another key is refused');
select isnt((platform.create_app('Todos', signup => 'invite') ->> 'id')::bigint, 9000000001, 'a call without a key creates another app');

select platform.delete_app(9000000001);
select is(
  platform.create_app('Todos', 9000000001, 'invite', 'key-1',
    '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]') ->> 'status',
  'deleted', 'the same call still returns the app after its deletion');
select platform.purge_app(9000000001);
select is(platform.create_app('New', 9000000003, idempotency_key => 'key-1') ->> 'id',
  '9000000003', 'the key of a purged app can be used again');

select tests.act_as_owner();
update platform.shards set status = 'closed' where is_local;
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.create_app('New', 9000000003, idempotency_key => 'key-1')$$), 'no error',
  'a repeated call succeeds on a shard that was closed in the meantime');

select * from finish();
rollback;
