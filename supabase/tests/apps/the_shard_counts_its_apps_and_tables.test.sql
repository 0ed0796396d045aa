-- CAP-1: the counts that capacity is measured by follow what exists.
begin;
select plan(9);
create temp table start as select app_count, table_count from platform.shards where is_local;
create function pg_temp.grown() returns text language sql as $$
  select shards.app_count - start.app_count || ' apps, ' || shards.table_count - start.table_count || ' tables'
  from platform.shards, start where is_local
$$;

select platform.create_app('One', 9000000001);
select is(pg_temp.grown(), '1 apps, 1 tables', 'an app counts with its profile table');
select platform.create_app('Two', 9000000002, tables => '[{"name": "a", "columns": [{"name": "a", "type": "text"}]},
  {"name": "b", "columns": [{"name": "a", "type": "text"}]}]');
select is(pg_temp.grown(), '2 apps, 4 tables', 'and with the tables of its specs');
select platform.create_table(9000000001, '{"name": "a", "columns": [{"name": "a", "type": "text"}]}');
select is(pg_temp.grown(), '2 apps, 5 tables', 'a new table counts');
select platform.drop_table(9000000002, 'b');
select is(pg_temp.grown(), '2 apps, 4 tables', 'a dropped one does not');
select is(
  tests.error_of($$select platform.create_table(9000000001, '{"name": "a", "columns": [{"name": "a", "type": "text"}]}')$$),
  'PT409 table_exists', 'a table that exists is refused');
select is(pg_temp.grown(), '2 apps, 4 tables', 'a refused one does not either');
select platform.delete_app(9000000002);
select is(pg_temp.grown(), '2 apps, 4 tables', 'a deleted app counts until it is purged');
select platform.purge_app(9000000002);
select is(pg_temp.grown(), '1 apps, 2 tables', 'a purged one takes its tables with it');
select is_empty($$select * from platform.verify_shard() where problem = 'count_differs'$$, 'and verify_shard agrees');

select * from finish();
rollback;
