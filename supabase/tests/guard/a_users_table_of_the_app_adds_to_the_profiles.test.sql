-- SQL-13: CREATE TABLE of an app's users adds to the profiles what they lack, and members change that in their own row alone.
begin;
select plan(28);
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
  )$$), '$.results[*].warnings[*]') ->> 1, 'Not required, because a profile begins without it: username.', 'what cannot be required is said');
select is(pg_temp.columns(), 'mentor_id plan! points! username', 'the columns are added');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');
select ok(exists (select from pg_constraint where conrelid = 'public.app_57_users'::regclass and conname = 'app_57_users_plan_key'), 'a constraint has the prefix');
select is(pg_temp.run('create table if not exists app_57_users (id uuid primary key default gen_random_uuid(), username text, constraint username_length check (char_length(username) >= 3))'), 'done', 'it can be repeated');
select is(pg_temp.run('create table app_57_users (id uuid, constraint full_name_is_short check (true))'), 'sql_error', 'the limits of the platform are not replaced');
select is(pg_temp.run('create table app_57_users (id uuid primary key, email text)'), 'done', 'also with nothing to add');
select is(pg_temp.run('create table app_57_notes (id uuid primary key, author uuid references public.app_57_users (id) not null)'), 'done', 'it can be referenced');
select is(pg_temp.run('create table app_57_profiles (id uuid references auth.users on delete cascade primary key, username text unique)'), 'done', 'any other table is an ordinary one');
select is(pg_temp.run('create policy "Own row" on app_57_users for select using (auth.uid() = id)'), 'done', 'a policy as schemas have it');
select is(pg_temp.run('create index on app_57_users (username)'), 'done', 'and an index');
select is(pg_temp.run('create table app_57_users (id uuid, constraint "a"", add column evil int; select pg_sleep(9) --" check (username <> ''x''))'), 'done', 'a name with quotes in it stays a name');
select is(pg_temp.columns(), 'mentor_id plan! points! username', 'and no column comes of it');
select is(pg_temp.run('drop table app_57_users'), 'profile_is_fixed', 'it cannot be dropped');
select is_empty('select * from platform.verify_app(57)', 'and the app is sound');

select tests.act_as('alice');
select throws_ok($$update public.app_57_users set plan = 'pro'$$, '42501', null, 'what was added is not for members to change');
select results_eq($$update public.app_57_users set full_name = 'Alice' returning full_name$$, array['Alice'], 'but her name is');
select tests.act_as_owner();
select is(pg_temp.run('create policy "Update own row" on app_57_users for update using (auth.uid() = id)'), 'done', 'a policy of the owner lets members update profiles');
select tests.act_as('alice');
select results_eq($$update public.app_57_users set username = 'alice', plan = 'pro' returning username$$, array['alice'], 'alice changes what was added in her own row alone');
select throws_ok($$update public.app_57_users set email = 'x@example.com'$$, '42501', null, 'but not her address');
select throws_ok($$insert into public.app_57_users (id, username) values (gen_random_uuid(), 'mallory')$$, '42501', null, 'nor does she make a profile');
select tests.act_as('eve');
select is_empty($$update public.app_57_users set username = 'eve!' returning 1$$, 'a member of another app changes nothing');
select tests.act_as_owner();
select is(pg_temp.run('drop policy "Update own row" on app_57_users'), 'done', 'without the policy');
select tests.act_as('alice');
select throws_ok($$update public.app_57_users set plan = 'pro'$$, '42501', null, 'she changes it no more');
select tests.act_as_owner();
select is_empty('select * from platform.verify_app(57)', 'and the app is sound then too');
select tests.act_as_role('anon');
select throws_ok('select username from public.app_57_users', '42501', null, 'anon reads nothing');
select tests.act_as_owner();
select results_eq('select count(*)::integer from public.app_57_users where username is not null', array[1], 'one row was changed');
select ok(tests.sign_up('carol', '{"app_id": 57}') is not null, 'and people still sign up');

select * from finish();
rollback;
