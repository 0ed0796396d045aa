-- repair_app creates an app that does not exist from the desired state, and refuses an invalid one without a trace.
begin;
select plan(13);
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.repair_app(9000000001)'), 'PT404 app_not_found',
  'an unknown app is not found without a desired state');
select is(tests.error_of($$select platform.repair_app(9000000001, '{"tables": []}')$$), '22023 invalid_argument',
  'an unknown app without a name is refused');
select is(tests.error_of($$select platform.repair_app(0, '{"name": "Todos"}')$$), '22023 invalid_argument',
  'an unknown app with an invalid id is refused');
select is(
  tests.error_of($$select platform.repair_app(9000000001, '{"name": "Todos", "tables": [{"name": "todos",
    "columns": [{"name": "a", "type": "nope"}]}]}')$$),
  '22023 unknown_type', 'an unknown app with an invalid table is refused');
select is(tests.error_of('select platform.get_app(9000000001)'), 'PT404 app_not_found', 'the refused app does not exist');

select is(
  platform.repair_app(9000000001, '{"name": "Todos", "tables": [
    {"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
      {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]},
    {"name": "lists", "scope": "shared", "columns": [{"name": "title", "type": "text"}]}]}') -> 'steps' #- '{-1}',
  '["registered app 9000000001", "created role app_9000000001", "installed executors of app_9000000001",
    "created table app_9000000001_users", "created table app_9000000001_todos", "created table app_9000000001_lists"]',
  'repair_app returns the steps that created the app');
select is(platform.repair_app(9000000001), '{"steps": []}', 'a second run takes no step');
select is(platform.get_app(9000000001) - 'created_at',
  '{"id": 9000000001, "name": "Todos", "status": "active", "status_reason": null, "signup": "open", "shard": "local", "deleted_at": null,
    "tables": {"users": "app_9000000001_users", "todos": "app_9000000001_todos", "lists": "app_9000000001_lists"}}',
  'get_app returns the created app');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the created app');
select is_empty($$select * from platform.verify_shard() where problem = 'count_differs'$$,
  'the counts of the shard include the created app');
select is(platform.repair_app(9000000001, '{"name": "Renamed"}'), '{"steps": []}',
  'a desired name that differs from the existing one takes no step');
select is(platform.get_app(9000000001) ->> 'name', 'Todos', 'the app keeps its name');
select is((select jsonb_array_length(detail -> 'steps') from platform.audit_log where app_id = 9000000001), 6,
  'the audit log has six steps');

select * from finish();
rollback;
