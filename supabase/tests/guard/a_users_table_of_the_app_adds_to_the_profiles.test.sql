-- SQL-13: CREATE TABLE for an app's users adds the missing columns to the profiles, and members change these only in their own row.
begin;
select plan(32);
select tests.cast();
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(57, sql) as answer
$$;
create function pg_temp.columns() returns text language sql as $$
  select string_agg(attname || case when attnotnull then '!' else '' end, ' ' order by attname) from pg_attribute
  where attrelid = 'public.app_57_users'::regclass and attnum > 0 and not attisdropped
    and attname not in ('avatar_url', 'created_at', 'email', 'full_name', 'id', 'updated_at')
$$;

select is(jsonb_path_query_array(platform.exec_sql(57, $$
  create table public.app_57_users (
    id uuid references auth.users (id) on delete cascade not null primary key, -- the account
    email text unique not null,
    full_name text,
    username text not null unique,
    plan text not null default 'free',
    points integer generated always as identity,
    mentor_id uuid references auth.users,
    created_at timestamp with time zone default timezone('utc'::text, now()) not null,
    constraint username_length check (char_length(username) >= 3),
    constraint users_plan_key unique (id, plan)
  )$$), '$.results[*].warnings[*]') ->> 1,
  'NOT NULL was left out, because new profiles have no value for: username.', 'a warning names the columns that cannot be required');
select is(pg_temp.columns(), 'mentor_id plan! points! username', 'the new columns are added to the profiles');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after the columns were added');
select ok(exists (select from pg_constraint where conrelid = 'public.app_57_users'::regclass and conname = 'app_57_users_plan_key'),
  'a constraint gets the prefix of the app');
select is(
  pg_temp.run('create table if not exists app_57_users (id uuid primary key default gen_random_uuid(), username text,
    constraint username_length check (char_length(username) >= 3))'),
  'done', 'the statement can be repeated');
select is(pg_temp.run('create table app_57_users (id uuid, constraint full_name_is_short check (true))'),
  'sql_error', 'a constraint of the platform cannot be replaced');
select is(pg_temp.run('create table app_57_users (id uuid primary key, email text)'), 'done', 'a statement without a new column is done');
select is(pg_temp.run('create table app_57_notes (id uuid primary key, author uuid references public.app_57_users (id) not null)'),
  'done', 'the profiles can be referenced');
select is(pg_temp.run('create table app_57_profiles (id uuid references auth.users on delete cascade primary key, username text unique)'),
  'done', 'a table with another name is an ordinary one');
select is(pg_temp.run('create policy "Own row" on app_57_users for select using (auth.uid() = id)'),
  'done', 'a policy on the profiles can be created');
select is(pg_temp.run('create index on app_57_users (username)'), 'done', 'an index on the profiles can be created');
select is(
  pg_temp.run('create table app_57_users (id uuid,
    constraint "a"", add column evil int; select pg_sleep(9) --" check (username <> ''x''))'),
  'done', 'a constraint name with quotes remains a name');
select is(pg_temp.columns(), 'mentor_id plan! points! username', 'a constraint name with quotes adds no column');
select is(pg_temp.run('drop table app_57_users'), 'profile_is_fixed', 'the profiles cannot be dropped');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after these statements');

select is(pg_temp.run('create table app_57_tiers (id integer primary key, label text unique)'), 'done',
  'the profiles get something to reference');
select is(jsonb_path_query_array(platform.exec_sql(57, $$
  create table app_57_users (id uuid primary key, tier_id integer default 1 references app_57_tiers(id), score integer default 5,
    label text references app_57_tiers(label) default 'x' not null)$$), '$.results[*].warnings[*]') ->> 2,
  'The default was left out, because the row that it names could be deleted: tier_id, label.', 'a warning names the left-out defaults');
select is((select string_agg(format('%s %s', attname, atthasdef), ', ' order by attname) from pg_attribute
    where attrelid = 'public.app_57_users'::regclass and attname in ('tier_id', 'label', 'score')),
  'label f, score t, tier_id f', 'references have no default that names a row, other columns keep theirs');
select is((select count(*) from pg_constraint
    where conrelid = 'public.app_57_users'::regclass and confrelid = 'public.app_57_tiers'::regclass),
  2::bigint, 'the references are kept');

select tests.act_as('alice');
select throws_ok($$update public.app_57_users set plan = 'pro'$$, '42501', null, 'a member cannot change an added column');
select results_eq($$update public.app_57_users set full_name = 'Alice' returning full_name$$,
  array['Alice'], 'a member can change the name of their own profile');
select tests.act_as_owner();
select is(pg_temp.run('create policy "Update own row" on app_57_users for update using (auth.uid() = id)'),
  'done', 'the owner creates a policy for updates of profiles');
select tests.act_as('alice');
select results_eq($$update public.app_57_users set username = 'alice', plan = 'pro' returning username$$,
  array['alice'], 'a member with the policy changes the added columns only in their own row');
select throws_ok($$update public.app_57_users set email = 'x@example.com'$$,
  '42501', null, 'a member with the policy cannot change their address');
select throws_ok($$insert into public.app_57_users (id, username) values (gen_random_uuid(), 'mallory')$$,
  '42501', null, 'a member with the policy cannot insert a profile');
select tests.act_as('eve');
select is_empty($$update public.app_57_users set username = 'eve!' returning 1$$, 'a member of another app changes no profile');
select tests.act_as_owner();
select is(pg_temp.run('drop policy "Update own row" on app_57_users'), 'done', 'the owner drops the policy');
select tests.act_as('alice');
select throws_ok($$update public.app_57_users set plan = 'pro'$$,
  '42501', null, 'a member without the policy cannot change an added column');
select tests.act_as_owner();
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after the policy was dropped');
select tests.act_as_role('anon');
select throws_ok('select username from public.app_57_users', '42501', null, 'anon cannot read the profiles');
select tests.act_as_owner();
select results_eq('select count(*)::integer from public.app_57_users where username is not null', array[1], 'only one profile was changed');
select ok(tests.sign_up('carol', '{"app_id": 57}') is not null, 'a user can still sign up to the app');

select * from finish();
rollback;
