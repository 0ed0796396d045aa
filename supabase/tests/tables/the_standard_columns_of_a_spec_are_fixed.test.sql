-- SPEC-5: the columns id, user_id, created_at and updated_at of a spec's table stay as create_table made them, whatever SQL the
-- app submits; a table without one of them is found.
begin;
select plan(31);
select tests.cast();
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'code' || ' ' || coalesce(answer ->> 'details', ''), 'done') from platform.exec_sql(57, sql) as answer
$$;

select is(pg_temp.run('alter table app_57_todos ' || action), '42501 column_is_fixed', format('"%s" is refused', action))
from unnest(array['drop column updated_at cascade', 'drop updated_at cascade', 'drop column created_at cascade', 'drop column id cascade',
  'rename column updated_at to modified_at', 'rename updated_at to modified_at', 'rename column created_at to born', 'rename id to key',
  'alter column id type text', 'alter column updated_at drop not null',
  'alter column created_at drop not null', 'alter column created_at drop default', 'alter column updated_at set default ''2000-01-01''',
  'alter column created_at set default now() - interval ''1 day''', 'alter column id drop default',
  'alter column user_id set default ''00000000-0000-4000-8000-0000000000e8''',
  'drop column updated_at cascade, add column updated_at date']) as action;
select is(pg_temp.run('alter table app_57_lists rename to app_57_plans; alter table app_57_plans drop column updated_at cascade'),
  '42501 column_is_fixed', 'a column is not dropped after its table was renamed');
select is(pg_temp.run('alter table app_57_todos drop column user_id cascade'), '42501 owner_is_fixed', 'the owner is not dropped');
select is(platform.exec_sql(57, 'alter table app_57_todos drop column updated_at cascade') - 'refusals' - 'refusal_count',
  jsonb_build_object(
  'code', '42501', 'details', 'column_is_fixed',
  'message', 'Cannot run the SQL: "app_57_todos.updated_at" is a column of every table of a spec and is fixed',
  'hint', 'Keep the name, type, NOT NULL and default of id, user_id, created_at and updated_at; add a column of your own.'),
  'the refusal names the column and says what to do');
select is(answer ->> 'code' || ' ' || (answer ->> 'hint'), expected ||
  ' Keep the name, type, NOT NULL and default of id, user_id, created_at and updated_at; add a column of your own.',
  format('PostgreSQL refuses "%s", with a hint that works', action))
from (values ('drop column updated_at', '2BP01'), ('alter column updated_at type timestamp', '0A000')) as refused (action, expected)
cross join lateral platform.exec_sql(57, 'alter table app_57_todos ' || action) as answer;
select is_empty('select * from platform.verify_app(57)', 'the app is sound after the refusals');

select is(pg_temp.run('alter table app_57_todos alter column updated_at set default now(), alter user_id set default auth.uid(),
  drop column text'), 'done', 'the same defaults may be set, and other columns dropped');
select is(pg_temp.run('create table app_57_raw (id integer primary key, created_at timestamptz, updated_at timestamptz)'), 'done',
  'a table of SQL has such columns');
select is(pg_temp.run('alter table app_57_raw drop column updated_at, alter column created_at type date'), 'done',
  'the columns of a table of SQL are free');
select is(pg_temp.run('alter table app_57_raw rename column created_at to born'), 'done', 'the columns of a table of SQL are renamed');
select is_empty('select * from platform.verify_app(57)', 'the app is sound after the changes');

create function pg_temp.findings() returns text language sql as $$
  select string_agg(object || ' ' || problem, ', ') from platform.verify_app(57) where problem = 'standard_column_changed'
$$;
select sandbox.run_as_app(57, 'alter table public.app_57_lists alter column created_at set default ''2000-01-01''');
select is(pg_temp.findings(), 'app_57_lists.created_at standard_column_changed', 'verify_app finds a changed default');
select sandbox.run_as_app(57, 'alter table public.app_57_lists alter column created_at set default now();
  alter table public.app_57_lists rename column updated_at to modified_at');
select is(pg_temp.findings(), 'app_57_lists.updated_at standard_column_changed', 'verify_app finds a missing column');
select is(platform.deviating_relations(57, array['public.app_57_lists'::regclass::oid, 'public.app_57_todos'::regclass]),
  array['public.app_57_lists'::regclass::oid], 'only this table deviates');

select * from finish();
rollback;
