-- purge_app deletes everything that an app has in any catalog and in the registry.
begin;
select plan(8);

-- The number of rows of every catalog that an app can leave something in.
create function pg_temp.catalog() returns table (catalog text, entries bigint) language plpgsql as $$
begin
  foreach catalog in array array['pg_class', 'pg_attribute', 'pg_attrdef', 'pg_constraint', 'pg_index', 'pg_trigger', 'pg_policy',
    'pg_type', 'pg_proc', 'pg_description', 'pg_depend', 'pg_shdepend', 'pg_auth_members', 'pg_roles', 'pg_default_acl'] loop
    execute format('select count(*) from pg_catalog.%I', catalog) into entries;
    return next;
  end loop;
end
$$;
create temp table shard_before as select app_count, table_count from platform.shards where is_local;
create temp table catalog_before as select * from pg_temp.catalog() limit 0;
insert into catalog_before select * from pg_temp.catalog();

select platform.create_app('Shop', 9000000001, tables => '[
  {"name": "orders", "scope": "shared", "description": "All of them", "indexes": [{"columns": ["state"]}], "columns": [
    {"name": "state", "type": "enum", "values": ["new", "paid"], "default": "new", "description": "Where it stands"},
    {"name": "item_id", "type": "uuid", "references": {"table": "items"}}]},
  {"name": "items", "scope": "public_read", "columns": [{"name": "order_id", "type": "uuid", "references": {"table": "orders"}}]}]');
select tests.sign_up('zoe', '{"app_id": 9000000001}');
select platform.invite_member(9000000001, 'yan@example.com');
select tests.create_key('of the shop', 9000000001);
insert into public.app_9000000001_orders (user_id) values (tests.user_id('zoe'));
-- Objects that an app's own SQL might have left.
select sandbox.run_as_app(9000000001, 'create function public.app_9000000001_f() returns integer language sql as ''select 1''');
select sandbox.run_as_app(9000000001, 'create type public.app_9000000001_mood as enum (''good'')');
select sandbox.run_as_app(9000000001, 'alter default privileges grant select on tables to anon');
select isnt_empty($$select * from pg_class where relname like 'app\_9000000001\_%'$$, 'the app has tables before it is purged');

select tests.act_as_role('service_role');
select platform.delete_app(9000000001);
select is(platform.purge_app(9000000001), '{"id": 9000000001, "purged": true}', 'purge_app returns the id of the purged app');
select tests.act_as_owner();
select results_eq('select * from pg_temp.catalog() order by 1', 'select * from catalog_before order by 1',
  'every catalog has as many rows as before the app existed');
select is_empty($$select relname from pg_class where relname like 'app\_9000000001\_%'$$, 'no relation has the prefix of the purged app');
select hasnt_role('app_9000000001', 'the role of the purged app does not exist');
select is_empty($$
  select app_id from platform.app_tables where app_id = 9000000001 union all
  select app_id from platform.app_members where app_id = 9000000001 union all
  select app_id from platform.app_invitations where app_id = 9000000001 union all
  select app_id from platform.app_keys where app_id = 9000000001 union all
  select id from platform.apps where id = 9000000001$$, 'the registry has no row of the purged app');
select results_eq('select app_count, table_count from platform.shards where is_local', 'select * from shard_before',
  'the counts of the shard are those from before the app existed');
select is(tests.error_of('select platform.get_app(9000000001)'), 'PT404 app_not_found', 'the purged app is not found');

select * from finish();
rollback;
