-- SQL-14: names and clauses of published schemas that an app cannot use unchanged are rewritten: names of constraints, CONCURRENTLY,
-- reads of auth.users in policies and views. Everything else is refused with a hint.
begin;
select plan(27);
select tests.cast();
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(57, sql) as answer
$$;
create function pg_temp.hint(sql text) returns text language sql as $$ select platform.exec_sql(57, sql) ->> 'hint' $$;
prepare constraint_names as select conname::text collate "default" from pg_constraint
where conrelid = to_regclass('public.app_57_goods') order by 1;

select is(
  pg_temp.run('create table app_57_goods (
  id int constraint goods_pkey primary key, a int constraint positive check (a > 0), b int, "C d" int,
  constraint goods_b_key unique (b), constraint "C d" unique ("C d"), constraint ' || repeat('x', 60) || ' unique (a, b))'),
  'done', 'a table with constraints without the prefix is created');
select results_eq('constraint_names',
  array['app_57_' || md5(repeat('x', 60)), 'app_57_C d', 'app_57_goods_b_key', 'app_57_goods_pkey', 'positive'],
  'a constraint gets the prefix if it creates an index');
select is(platform.exec_sql(58, 'create table app_58_goods (id int constraint goods_pkey primary key)') -> 'code',
  null, 'the constraints of two apps do not collide');
select is(
  pg_temp.run('alter table app_57_goods drop constraint goods_b_key, drop constraint if exists positive,
    add constraint goods_a_key unique (a)'),
  'done', 'a constraint can be dropped by the name in the SQL');
select results_eq('constraint_names',
  array['app_57_' || md5(repeat('x', 60)), 'app_57_C d', 'app_57_goods_a_key', 'app_57_goods_pkey'],
  'the dropped constraints are gone, with or without the prefix');
select is(pg_temp.run('alter table app_57_goods add constraint app_58_goods_a_key unique (a)'),
  'foreign_name', 'a constraint name with the prefix of another app is refused');

select is(platform.exec_sql(57, 'create index concurrently app_57_goods_b on app_57_goods (b)') #>> '{results,0,warnings,0}',
  'CONCURRENTLY was left out: every call is one transaction.', 'CONCURRENTLY is omitted with a warning');
select is(pg_temp.run('drop index concurrently if exists app_57_goods_b'), 'done', 'CONCURRENTLY is omitted when an index is dropped');
select is(pg_temp.run('create index concurrently on app_58_todos (text)'), 'foreign_name', 'an index on a table of another app is refused');

select is(
  pg_temp.run($$create policy staff on app_57_lists for select
    using ((select email from auth.users where id = auth.uid()) like '%@example.com')$$),
  'done', 'a policy may read the account of the user');
select is(
  pg_temp.run('create policy own on app_57_news
    using (exists (select 1 from auth.users where auth.users.id = auth.uid() and auth.users.id = user_id))'),
  'done', 'a policy may read the account of the user with qualified columns');
select is(pg_temp.run('create view app_57_authors as select l.text, u.email from app_57_lists l join auth.users u on u.id = l.user_id'),
  'done', 'a view may join the accounts');
select is_empty(
  $$select from pg_depend where refobjid = 'auth.users'::regclass
    and objid in (select oid from pg_policy union select oid from pg_rewrite)$$,
  'no policy or view depends on auth.users');
select tests.act_as('alice');
select isnt_empty('select * from public.app_57_lists', 'alice reads the rows that the policy allows');
select results_eq('select distinct email from public.app_57_authors',
  array['alice@example.com'], 'alice reads only her own address in the view');
select tests.act_as_owner();
select is(pg_temp.run(sql),
  reason, 'this is refused: ' || sql) from (values
  ('select email from auth.users', 'schema_refused'),
  ('create view app_57_all as select * from auth.users', 'schema_refused'),
  ('create policy p on app_57_lists using (exists (select 1 from auth.users where raw_user_meta_data ->> ''a'' = ''b''))',
    'user_metadata_refused'),
  ('create policy p on auth.users using (true)', 'wrong_prefix'),
  ('create policy p on app_57_lists to postgres using (true)', 'option_refused'),
  ('create policy p on app_57_lists for select to authenticated, app_58 using (true)', 'foreign_name'),
  ('alter policy staff on app_57_lists to service_role, "postgres"', 'option_refused'),
  ('select b''1''''0''', 'sql_unreadable')
) as refused (sql, reason);
select alike(
  pg_temp.hint('create policy p on app_57_lists using (user_id::text = current_setting(''request.jwt.claims'', true)::json ->> ''sub'')'),
  '%auth.uid()%', 'the hint suggests auth.uid() instead of the claims');
select alike((
    select statement.warnings[1] from sandbox.read_sql(57, 'create trigger touch before update on app_57_lists for each row '
      'execute procedure moddatetime(updated_at)') as statement),
  '%updated_at is set automatically%', 'the warning says that updated_at is maintained without a trigger');
select is(
  pg_temp.run('create policy q on app_57_lists as permissive for select to public, "anon", authenticated, service_role using (true)'),
  'done', 'a policy may name the roles of requests');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
