-- create_app returns everything that the platform needs about a new app, and get_app and list_apps return the same.
begin;
select plan(6);
select tests.act_as_role('service_role');

select is(
  platform.create_app('Todos', 9000000001) - 'created_at',
  '{"id": 9000000001, "name": "Todos", "status": "active", "status_reason": null, "signup": "open", "shard": "local",
    "deleted_at": null, "tables": {"users": "app_9000000001_users"}}',
  'create_app returns the id, the status, the signup policy, the shard and the table names');
select is(platform.create_app('Invite', 9000000002, 'invite') ->> 'signup', 'invite', 'the app has the requested signup policy');
select is(
  platform.create_app('Full', 9000000003, tables => '[{"name": "todos", "columns": [{"name": "text", "type": "text"}]}]') -> 'tables',
  '{"todos": "app_9000000003_todos", "users": "app_9000000003_users"}', 'create_app returns the tables of the call');
select is(
  platform.get_app(9000000003), (platform.list_apps(1, 9000000002) -> 'apps' -> 0),
  'get_app and list_apps return the same app');
select ok(
  ((platform.get_app(9000000003)) ->> 'created_at')::timestamptz between now() - interval '1 minute' and now() + interval '1 minute',
  'created_at is the current time');
select is(tests.error_of('select platform.get_app(9000000009)'), 'PT404 app_not_found', 'an app that does not exist is not found');

select * from finish();
rollback;
