-- SQL-22: policies and views that multiply are refused before a read of them takes the memory of the shard: PostgreSQL plans each
-- relation as often as it is named, with its policies, and limits neither the time nor the memory of that.
begin;
select plan(12);
select tests.cast();
select tests.must_exec(string_agg(format('create table app_57_w%s (id int);', n), '' order by n)) from generate_series(0, 6) as n;
select is((select value from platform.settings where key = 'max_relations_per_read'), '300', 'a read may lead to 300 relations');

-- The policy of a table, which reads the next table three times.
create function pg_temp.thrice(n integer) returns text language sql as $$
  select format('create policy p on app_57_w%s for select using (exists (select from app_57_w%2$s) or exists (select from app_57_w%2$s z)
    or exists (select from app_57_w%2$s y))', n, n + 1)
$$;
select tests.must_exec(pg_temp.thrice(n)) from generate_series(5, 2, -1) as n;
select is(tests.exec_sql(pg_temp.thrice(1)), '42501 too_many_reads',
  'the policy at the top of a chain that leads to 364 relations is refused');
select is(tests.exec_sql('drop policy p on app_57_w5'), 'done', 'the policy at the bottom is dropped');
select is(tests.exec_sql(pg_temp.thrice(1)), 'done', 'the policy at the top of the shorter chain is accepted');
select is(tests.exec_sql(pg_temp.thrice(5)), '42501 too_many_reads',
  'the policy at the bottom is refused now: it changes reads of the top');
select is(tests.exec_sql('alter policy p on app_57_w1 using (exists (select from app_57_w2)); ' || pg_temp.thrice(5)), 'done',
  'both are accepted when the top reads the next table once');

-- Views that double, and commands that only write.
create function pg_temp.doubling(count integer) returns text language sql as $$
  select 'create view app_57_v1 as select id from app_57_w6 union all select id from app_57_w6;' || string_agg(
    format('create view app_57_v%s as select * from app_57_v%s union all select * from app_57_v%2$s;', n, n - 1), '' order by n)
  from generate_series(2, count) as n
$$;
select is(tests.exec_sql(pg_temp.doubling(8)), '42501 too_many_reads', 'eight views that double are refused');
select is(tests.exec_sql(pg_temp.doubling(6)), 'done', 'six views that double are accepted');
select is(tests.exec_sql('create policy q on app_57_w0 for insert
  with check ((select count(*) from app_57_v6 a, app_57_v6 b, app_57_v6 c) > 0)'),
  '42501 too_many_reads', 'a policy that only a write evaluates is refused as well');
select is(tests.findings(), 'sound', 'the app is sound after the refusals');

-- What is already there is found, and other tables may be changed.
update platform.settings set value = '100' where key = 'max_relations_per_read';
select matches(tests.findings(), 'app_57_w1 too_many_reads', 'verify_app finds what was accepted under a higher limit');
select lives_ok($$select platform.require_readable(57, array['public.app_57_w6'::regclass::oid])$$,
  'a table that reads no other may be changed all the same');
select * from finish();
rollback;
