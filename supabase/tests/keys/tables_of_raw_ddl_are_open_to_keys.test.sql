-- KEY-12: a table that the app's owner created with their own SQL is open to the app's keys like any other, whatever policies the
-- owner wrote; it keeps its scope through later DDL, and the policies of keys cannot be touched.
begin;
select plan(18);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('reader', 57, '{read}');
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(57, sql) as answer
$$;
prepare scopes as select name || ' ' || scope from platform.app_tables where app_id = 57 and name like 'raw\_%' order by name;

select is(pg_temp.run('create table app_57_raw_owned (id bigint generated always as identity primary key, user_id uuid, text text);
  create table app_57_raw_open (id bigint generated always as identity primary key, text text);
  create table app_57_raw_custom (id bigint generated always as identity primary key, text text);
  create policy everything on app_57_raw_custom for all to public using (true) with check (true);
  create view app_57_raw_view as select text from app_57_raw_owned'), 'done', 'the owner creates tables and a view with SQL');
select results_eq('scopes', array['raw_custom custom', 'raw_open open', 'raw_owned owned'], 'the tables have these scopes');
select is(pg_temp.run('create table app_57_raw_later (id int primary key)'), 'done', 'the owner creates another table');
select results_eq('scopes',
  array['raw_custom custom', 'raw_later open', 'raw_open open', 'raw_owned owned'], 'the scopes of the earlier tables are unchanged');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select tests.act_as_key('of 57', 57);
select lives_ok(format($$insert into public.app_57_%s (text) values ('x')$$, name),
  'the key inserts ' || name) from unnest(array['raw_owned', 'raw_open', 'raw_custom']) as name;
select results_eq('select text from public.app_57_raw_view', array['x'], 'the key reads through the view');
select tests.act_as_key('reader', 57);
select throws_ok(format($$insert into public.app_57_%s (text) values ('x')$$, name),
  '42501', null, 'a key that may only read inserts no ' || name)
from unnest(array['raw_owned', 'raw_open', 'raw_custom']) as name;
select is_empty(format('delete from public.app_57_%s where true returning 1', name),
  'a key that may only read deletes no ' || name) from unnest(array['raw_open', 'raw_custom']) as name;

select tests.act_as_owner();
select is(pg_temp.run(sql), 'isolation_is_fixed', 'the owner cannot run this: ' || sql) from unnest(array[
  'drop policy app_keys on app_57_raw_open', 'create policy app_keys on app_57_raw_open using (true)',
  'alter policy app_isolation_of_deletes on app_57_raw_open using (true)', 'alter policy everything on app_57_raw_custom rename to app_keys'
]) as sql;

select * from finish();
rollback;
