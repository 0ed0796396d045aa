-- repair_app refuses a desired state that is invalid or beyond the capacity of the shard, and leaves nothing of it behind.
begin;
select plan(10);
select tests.create_app(57);
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.repair_app(57, '{"tables": {"name": "a"}}')$$), '22023 invalid_type',
  'tables that are not an array are refused');
select is(tests.error_of($$select platform.repair_app(57, '"todos"')$$), '22023 invalid_type',
  'a desired state that is not an object is refused');
select is(tests.error_of($$select platform.repair_app(57, '{"tabels": []}')$$), '22023 unknown_field', 'an unknown field is refused');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "users", "columns": [{"name": "a", "type": "text"}]}]}')$$),
  '22023 reserved_name', 'a table with the name of the profile table is refused');
select is(
  tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "a",
    "columns": [{"name": "b", "type": "uuid", "references": {"table": "nowhere"}}]}]}')$$),
  '22023 unknown_table', 'a reference to an unknown table is refused');
select is(
  tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "a",
    "columns": [{"name": "b", "type": "uuid", "references": {"table": "todos"}}]}]}')$$),
  'no error', 'a reference to an existing table of the app is created');
select tests.act_as_owner();
update platform.shards set table_capacity = table_count, app_capacity = app_count where is_local;
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "more", "columns": [{"name": "b", "type": "text"}]}]}')$$),
  'PT503 shard_full', 'a table beyond the capacity of the shard is refused');
select is(tests.error_of($$select platform.repair_app(9000000001, '{"name": "More"}')$$), 'PT503 shard_full',
  'an app beyond the capacity of the shard is refused');
select tests.act_as_owner();
select hasnt_table('public', 'app_57_more', 'the refused table does not exist');
select hasnt_role('app_9000000001', 'the refused app has no role');

select * from finish();
rollback;
