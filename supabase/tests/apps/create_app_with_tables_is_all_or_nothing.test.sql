-- create_app creates an app with all tables of the call, or nothing at all.
begin;
select plan(13);
select tests.act_as_role('service_role');

select is(platform.create_app('Shop', 9000000001, tables => '[
    {"name": "orders", "columns": [{"name": "customer_id", "type": "uuid", "required": true, "references": {"table": "customers"}}]},
    {"name": "customers", "scope": "shared", "columns": [
      {"name": "last_order_id", "type": "uuid", "references": {"table": "orders"}}]}]') -> 'tables',
  '{"customers": "app_9000000001_customers", "orders": "app_9000000001_orders", "users": "app_9000000001_users"}',
  'tables that reference each other are created with the app');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the new app');

select is(tests.error_of($$select platform.create_app('Bad', 9000000002, tables => '[
  {"name": "good", "columns": [{"name": "text", "type": "text"}]}, {"name": "bad", "columns": [{"name": "text", "type": "nope"}]}]')$$),
  '22023 unknown_type', 'an invalid table makes the whole call fail');
select is(tests.error_of($$select platform.create_app('Bad', 9000000002, tables => '{"name": "todos"}')$$), '22023 invalid_type',
  'tables that are not an array are refused');
select is(tests.error_of($$select platform.create_app('Bad', 9000000002, tables => 'null')$$),
  '22023 invalid_type', 'tables that are a JSON null are refused');
select is(
  tests.error_of($$select platform.create_app('Bad', 9000000002, tables => '[
    {"name": "users", "columns": [{"name": "a", "type": "text"}]}]')$$),
  '22023 reserved_name', 'a table with the name of the profile table is refused');
select is(tests.error_of($$select platform.create_app('Bad', 9000000002, tables => '[
  {"name": "a", "columns": [{"name": "a", "type": "text"}]}, {"name": "a", "columns": [{"name": "a", "type": "text"}]}]')$$),
  '22023 duplicate_name', 'two tables with the same name are refused');

select tests.act_as_owner();
update platform.settings set value = '3' where key = 'max_tables_per_app';
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.create_app('Bad', 9000000002, tables => '[
  {"name": "a", "columns": [{"name": "a", "type": "text"}]}, {"name": "b", "columns": [{"name": "a", "type": "text"}]},
  {"name": "c", "columns": [{"name": "a", "type": "text"}]}]')$$),
  'PT409 table_limit_reached', 'more tables than an app may have are refused');
select is(tests.error_of($$select platform.create_app('Good', 9000000003, tables => '[
  {"name": "a", "columns": [{"name": "a", "type": "text"}]}, {"name": "b", "columns": [{"name": "a", "type": "text"}]}]')$$),
  'no error', 'an app may have as many tables as the limit, the profile table included');

select tests.act_as_owner();
select hasnt_role('app_9000000002', 'the refused app leaves no role');
select is_empty($$select relname from pg_class where relname like 'app\_9000000002\_%'$$, 'the refused app leaves no table');
select is_empty('select * from platform.apps where id = 9000000002', 'the refused app leaves no registry row');
select is_empty('select * from platform.audit_log where app_id = 9000000002', 'the refused app has no entry in the audit log');

select * from finish();
rollback;
