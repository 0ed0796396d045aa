-- MEM-6: verify_app finds every member without a profile, every profile without a membership, and rules that refuse new
-- members; repair_app repairs them, however many there are.
begin;
select plan(25);
select tests.cast();
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(problem || ' ' || count, ', ' order by problem), 'sound')
  from (select problem, count(*) from platform.verify_app(57) group by problem) as found
$$;
insert into auth.users (id, email, raw_user_meta_data)
select md5('member ' || number)::uuid, 'member' || number || '@example.com', '{"full_name": "A"}' from generate_series(1, 10000) as number;
insert into platform.app_members (app_id, user_id) select 57, id from auth.users where email like 'member%';

select is(pg_temp.findings(), 'profile_missing 10000', 'verify_app finds each member without a profile');
select is((select count(*)::integer from platform.verify_app(57, 'users')), 10000, 'it finds them with the table users');
select is_empty('select * from platform.verify_app(57, ''todos'')', 'it does not find them with another table');
select results_eq('select * from platform.verify_shard() order by object', 'select * from platform.verify_app(57) order by object',
  'verify_shard finds each of them once');
create temporary table started as select clock_timestamp() as at;
select is(platform.repair_app(57) -> 'steps', '["created 10000 profiles"]', 'repair_app creates the profiles');
select cmp_ok(clock_timestamp() - (select at from started), '<', interval '20 s', 'repair_app takes less than 20 seconds');
select is(pg_temp.findings(), 'sound', 'the app is sound after the profiles were created');
select is((select full_name from public.app_57_users where id = md5('member 1')::uuid), 'A', 'a profile has the data of its account');
select is(platform.repair_app(57) -> 'steps', '[]', 'a second repair does nothing');

insert into public.app_57_todos (user_id, text) select id, 'mine' from public.app_57_users where email like 'member%';
alter table platform.app_members disable trigger remove_profiles;
delete from platform.app_members where app_id = 57 and user_id in (select id from auth.users where email like 'member%');
alter table platform.app_members enable trigger remove_profiles;
select is(pg_temp.findings(), 'profile_without_member 10000', 'verify_app finds each profile without a membership');
select is(platform.repair_app(57) -> 'steps', '["deleted 10000 profiles without a membership"]', 'repair_app deletes the profiles');
select is(pg_temp.findings(), 'sound', 'the app is sound after the profiles were deleted');
select results_eq('select count(*)::integer from public.app_57_todos where text = ''mine''', array[0], 'the rows went with the profiles');
select results_eq('select count(*)::integer from public.app_57_users', array[2], 'the profiles of members remain');

-- A row of another member refers to one that goes.
select is(tests.exec_sql('create table app_57_b (id integer primary key, author uuid not null references app_57_users (id), note uuid)'),
  'done', 'the owner creates a table that references profiles');
select platform.add_member(57, md5('member 1')::uuid);
insert into public.app_57_b values (1, md5('member 1')::uuid, null);
alter table platform.app_members disable trigger remove_profiles;
delete from platform.app_members where app_id = 57 and user_id = md5('member 1')::uuid;
alter table platform.app_members enable trigger remove_profiles;
select is(platform.repair_app(57) -> 'steps', '["deleted 1 profiles without a membership"]', 'a reference does not prevent the repair');
select is(pg_temp.findings(), 'sound', 'the app is sound after the referenced profile was deleted');

-- Rules that are made past the guard.
select is(tests.exec_sql('alter table app_57_users add column x text'), 'done', 'the owner adds a column to the profiles');
select sandbox.run_as_app(57, 'alter table app_57_users add check (full_name <> ''Z''), add constraint app_57_u unique (full_name);
  create unique index app_57_v on app_57_users (lower(full_name)); alter table app_57_users alter column avatar_url type varchar(9)');
select is(pg_temp.findings(), 'sign_up_refused 4', 'verify_app finds the rules that could refuse a new member');
insert into platform.app_members (app_id, user_id) select 57, md5('member ' || number)::uuid from generate_series(1, 2) as number;
select throws_ok('select platform.repair_app(57)', '42501', null, 'repair_app leaves what needs a decision');
select sandbox.run_as_app(57, 'alter table app_57_users alter column avatar_url type text');
select is(platform.repair_app(57) #>> '{steps,-1}', 'created 2 profiles', 'repair_app creates profiles of members with the same name');
select is(pg_temp.findings(), 'sound', 'the app is sound after the rules were dropped');
select ok(exists (select from pg_attribute where attrelid = 'public.app_57_users'::regclass and attname = 'x'),
  'a column that refuses nobody remains');

-- No conflict is swallowed: the membership ends with the error.
select platform.remove_member(57, md5('member 2')::uuid);
select sandbox.run_as_app(57, 'create unique index app_57_v on app_57_users (full_name)');
select throws_ok($$select platform.add_member(57, md5('member 2')::uuid)$$, '23505', null,
  'a user who gets no profile is not added');
select is(pg_temp.findings(), 'sign_up_refused 1', 'neither a membership nor a profile remains of the attempt');
select * from finish();
rollback;
