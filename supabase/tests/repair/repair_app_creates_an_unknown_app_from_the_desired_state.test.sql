begin;
select plan(13);
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.repair_app(9000000001)'), 'PT404 app_not_found', 'nothing is known of an unknown app');
select is(tests.error_of($$select platform.repair_app(9000000001, '{"tables": []}')$$), '22023 invalid_argument', 'an app needs a name');
select is(tests.error_of($$select platform.repair_app(0, '{"name": "Todos"}')$$), '22023 invalid_argument', 'and an id');
select is(tests.error_of($$select platform.repair_app(9000000001, '{"name": "Todos", "tables": [{"name": "todos", "columns": [{"name": "a", "type": "nope"}]}]}')$$),
  '22023 unknown_type', 'and tables that can be made');
select is(tests.error_of('select platform.get_app(9000000001)'), 'PT404 app_not_found', 'a refusal makes nothing');

select is(
  platform.repair_app(9000000001, '{"name": "Todos", "tables": [{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}, {"name": "lists", "scope": "shared", "columns": [{"name": "title", "type": "text"}]}]}')
    -> 'steps' #- '{-1}',
  '["registered app 9000000001", "created role app_9000000001", "installed executors of app_9000000001", "created table app_9000000001_users",
    "created table app_9000000001_todos", "created table app_9000000001_lists"]', 'each step is told');
select is(platform.repair_app(9000000001), '{"steps": []}', 'a second run does nothing');
select is(platform.get_app(9000000001) - 'created_at',
  '{"id": 9000000001, "name": "Todos", "status": "active", "status_reason": null, "signup": "open", "shard": "local", "deleted_at": null,
    "tables": {"users": "app_9000000001_users", "todos": "app_9000000001_todos", "lists": "app_9000000001_lists"}}', 'the app is there');
select is_empty('select * from platform.verify_app(9000000001)', 'and sound');
select is_empty($$select * from platform.verify_shard() where problem = 'count_differs'$$, 'and counted');
select is(platform.repair_app(9000000001, '{"name": "Renamed"}'), '{"steps": []}', 'a name that is there is left as it is');
select is(platform.get_app(9000000001) ->> 'name', 'Todos', 'the app keeps it');
select is((select jsonb_array_length(detail -> 'steps') from platform.audit_log where app_id = 9000000001), 6, 'the audit log tells the steps');

select * from finish();
rollback;
