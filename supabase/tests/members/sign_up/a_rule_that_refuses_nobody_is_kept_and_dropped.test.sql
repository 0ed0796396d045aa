-- MEM-5: the owner of an app adds rules to the profiles that refuse nobody, and drops them; users can sign up after each.
begin;
select plan(66);
select tests.cast();
create function pg_temp.run(variadic sql text[]) returns text language sql as $$
  select coalesce(answer ->> 'code' || ' ' || (answer ->> 'message'), 'done')
  from platform.exec_sql(57, array_to_string(sql, '; ')) as answer
$$;
-- Two users with the same data, and one with none.
create function pg_temp.sign_ups(step text) returns text language plpgsql as $$
begin
  perform tests.sign_up(person.name || ' ' || step, '{"app_id": 57, "full_name": "Carol", "avatar_url": "https://example.com/c"}')
  from (values ('carol'), ('dave')) as person (name);
  insert into auth.users (id, raw_user_meta_data) values (gen_random_uuid(), '{"app_id": 57}');
  return 'done';
end
$$;
create function pg_temp.keeps(why text, variadic sql text[]) returns setof text language plpgsql as $$
begin
  return next is(pg_temp.run(variadic sql), 'done', why || ' is accepted');
  return next is(pg_temp.sign_ups(why), 'done', 'users sign up with ' || why);
end
$$;

select pg_temp.keeps('a nullable column', 'alter table app_57_users add column bio text check (char_length(bio) <= 500)');
select pg_temp.keeps('a required column with a default',
  'alter table app_57_users add column points integer not null default 0 check (points >= 0)');
select pg_temp.keeps('a unique column without a default',
  'alter table app_57_users add column handle text constraint app_57_handle unique check (handle ~ ''^[a-z]+$'')');
select pg_temp.keeps('a unique column with a random default',
  'alter table app_57_users add column code uuid not null default gen_random_uuid() unique');
select pg_temp.keeps('a column that counts', 'alter table app_57_users add column number integer generated always as identity unique');
select pg_temp.keeps('a unique name of a handle', 'create unique index app_57_by_handle on app_57_users (full_name, handle)');
select pg_temp.keeps('a unique handle in every case', 'create unique index on app_57_users (lower(handle))');
select pg_temp.keeps('an index of names', 'create index on app_57_users (lower(full_name), email)');
select pg_temp.keeps('a generated column that takes every name',
  'alter table app_57_users add column initial text generated always as (upper(left(full_name, 1))) stored');
select pg_temp.keeps('a reference without a default',
  'create table app_57_plans (id integer primary key)', 'insert into app_57_plans values (1)',
  'alter table app_57_users add column plan_id integer constraint app_57_plan references app_57_plans');
select pg_temp.keeps('a reference to another profile',
  'alter table app_57_users add column mentor_id uuid references auth.users on delete set null');
select pg_temp.keeps('a check of a date in the past', 'alter table app_57_users add column born date check (born <= current_date)');
select pg_temp.keeps('a default that was dropped with NOT NULL',
  'alter table app_57_users alter points drop default', 'alter table app_57_users alter points drop not null');
select pg_temp.keeps('a check that is validated later',
  'alter table app_57_users add constraint app_57_short check (char_length(handle) < 20) not valid',
  'alter table app_57_users validate constraint app_57_short');
select pg_temp.keeps('the constraints of other tables',
  'create table app_57_notes (author uuid not null references auth.users on delete cascade)');

select pg_temp.keeps('a users table that was made to fit', 'create table app_57_users (
  id uuid primary key references auth.users on delete cascade, email text not null unique, full_name text not null,
  sponsor_id uuid not null references auth.users on delete cascade, tier integer not null default 1 references app_57_plans (id),
  created_at timestamptz default now(), constraint proper_email check (email ~* ''^[a-z]+@''), unique (email), unique (full_name, tier),
  foreign key (id) references auth.users (id) on delete cascade, check (tier > 0))');

select pg_temp.keeps('a default of ' || expression,
  format('alter table app_57_users add column d%s %s default %s', number, type, expression))
from (values (1, 'timestamptz', 'now()'), (2, 'date', 'current_date'), (3, 'timestamp', 'timezone(''utc''::text, now())'),
  (4, 'timestamptz', 'now() + interval ''14 days'''), (5, 'text', 'upper(left(md5(random()::text), 8))'), (6, 'uuid', 'auth.uid()'),
  (7, 'text', 'gen_random_uuid()'), (8, 'jsonb', '''{"a": [1]}'''), (9, 'text[]', 'array[''a'', ''b'']::text[]'),
  (10, 'date', '(now() at time zone ''utc'')::date')) as accepted (number, type, expression);
select is(pg_temp.run('alter table app_57_users drop column d1, drop d2 cascade, drop if exists d3, drop column if exists "d4"'), 'done',
  'the owner drops columns of the app');
select is_empty($$select from pg_attribute where attrelid = 'public.app_57_users'::regclass and attname in ('d1', 'd2', 'd3', 'd4')$$,
  'the columns are gone');
select is(pg_temp.sign_ups('after columns were dropped'), 'done', 'users sign up after columns were dropped');

select is(pg_temp.run('alter table app_57_users drop constraint app_57_short',
  'alter table app_57_users drop constraint if exists app_57_handle,
  drop constraint app_57_plan cascade'), 'done', 'the owner drops constraints of the app');
select is(pg_temp.run('drop index app_57_by_handle'), 'done', 'the owner drops an index of the app');
select is(pg_temp.run('alter table app_57_users drop constraint if exists nothing'), 'done', 'dropping what does not exist does nothing');
select is((select string_agg(distinct handle, ',') from public.app_57_users), null, 'no sample remains');
select results_eq('select max(number)::bigint from public.app_57_users', 'select count(*) from public.app_57_users',
  'the samples used none of the numbers that members got');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong');
select is((select count(*) from public.app_57_users), (select count(*) from platform.app_members where app_id = 57),
  'every member has a profile');
update auth.users set email = 'new@example.com' where id = tests.user_id('alice');
select is((select email from public.app_57_users where id = tests.user_id('alice')), 'new@example.com',
  'a new address reaches the profile');
update public.app_57_users set mentor_id = tests.user_id('alice') where id = tests.user_id('bob');
select lives_ok($$delete from auth.users where id = tests.user_id('alice')$$, 'a mentor deletes the account');
select results_eq($$select mentor_id from public.app_57_users where id = tests.user_id('bob')$$, array[null::uuid],
  'the profile of another member remains, without the mentor');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after a member has gone');

select * from finish();
rollback;
