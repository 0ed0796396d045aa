-- CAP-1: the counts that capacity is checked against match what exists.
begin;
select plan(9);
create temp table start as select app_count, table_count from platform.shards where is_local;
create function pg_temp.grown() returns text language sql as $$
  select shards.app_count - start.app_count || ' apps, ' || shards.table_count - start.table_count || ' tables'
  from platform.shards, start where is_local
$$;

select platform.create_app('One', 9000000001);
select is(pg_temp.grown(), '1 apps, 1 tables', 'a new app adds itself and its profile table to the counts');
select platform.create_app('Two', 9000000002, tables => '[{"name": "a", "columns": [{"name": "a", "type": "text"}]},
  {"name": "b", "columns": [{"name": "a", "type": "text"}]}]');
select is(pg_temp.grown(), '2 apps, 4 tables', 'a new app adds the tables of the call to the counts');
select platform.create_table(9000000001, '{"name": "a", "columns": [{"name": "a", "type": "text"}]}');
select is(pg_temp.grown(), '2 apps, 5 tables', 'a new table is added to the count');
select platform.drop_table(9000000002, 'b');
select is(pg_temp.grown(), '2 apps, 4 tables', 'a dropped table is subtracted from the count');
select is(
  tests.error_of($$select platform.create_table(9000000001, '{"name": "a", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT409 table_exists', 'a table whose name is taken is refused');
select is(pg_temp.grown(), '2 apps, 4 tables', 'a refused table does not change the count');
select platform.delete_app(9000000002);
select is(pg_temp.grown(), '2 apps, 4 tables', 'a deleted app remains in the counts until it is purged');
select platform.purge_app(9000000002);
select is(pg_temp.grown(), '1 apps, 2 tables', 'a purged app is subtracted from the counts with its tables');
select is_empty($$select * from platform.verify_shard() where problem = 'count_differs'$$,
  'verify_shard finds no difference in the counts');

select * from finish();
rollback;
