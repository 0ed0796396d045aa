begin;
select plan(10);
select tests.create_app(57);
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.repair_app(57, '{"tables": {"name": "a"}}')$$), '22023 invalid_type', 'tables that are no list');
select is(tests.error_of($$select platform.repair_app(57, '"todos"')$$), '22023 invalid_type', 'desired that is no object');
select is(tests.error_of($$select platform.repair_app(57, '{"tabels": []}')$$), '22023 unknown_field', 'a field that is not known');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "users", "columns": [{"name": "a", "type": "text"}]}]}')$$), '22023 reserved_name', 'the profile table');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "nowhere"}}]}]}')$$),
  '22023 unknown_table', 'a reference to nowhere');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "a", "columns": [{"name": "b", "type": "uuid", "references": {"table": "todos"}}]}]}')$$),
  'no error', 'a reference to a table that the app has is made');
select tests.act_as_owner();
update platform.shards set table_capacity = table_count, app_capacity = app_count where is_local;
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "more", "columns": [{"name": "b", "type": "text"}]}]}')$$), 'PT503 shard_full', 'a table beyond the capacity');
select is(tests.error_of($$select platform.repair_app(9000000001, '{"name": "More"}')$$), 'PT503 shard_full', 'an app beyond the capacity');
select tests.act_as_owner();
select hasnt_table('public', 'app_57_more', 'nothing is left of a refusal');
select hasnt_role('app_9000000001', 'of either');

select * from finish();
rollback;
