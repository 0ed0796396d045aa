-- MEM-5: SQL of an app's owner makes no rule on the profiles that could refuse a new member, a new address, or the end of a
-- membership.
begin;
select plan(97);
select tests.cast();
create function pg_temp.run(variadic sql text[]) returns text language plpgsql as $$
declare
  v_answer jsonb := platform.exec_sql(57, array_to_string(sql, '; '));
begin
  return coalesce(case when v_answer ->> 'details' = 'sql_error' then concat_ws(' ', v_answer ->> 'code', v_answer ->> 'message')
    else v_answer ->> 'details' end, 'done');
end
$$;
create function pg_temp.refuses(why text, variadic sql text[]) returns text language sql as $$
  select is(pg_temp.run(variadic sql), 'sign_up_refused', why || ' is refused')
$$;
-- Without members, PostgreSQL itself has no row to refuse a rule for.
delete from platform.app_members where app_id = 57;
select is(pg_temp.run(
  'create table app_57_plans (id integer primary key)', 'insert into app_57_plans values (1)',
  'create table app_57_pairs (a integer, b integer, primary key (a, b))', 'insert into app_57_pairs values (1, 1)',
  'create table app_57_other (n serial primary key, code integer)',
  'create type app_57_tier as enum (''free'', ''pro'')'), 'done', 'tables beside the profiles are created');

select pg_temp.refuses('a required column without a default', 'alter table app_57_users add column x text not null');
select pg_temp.refuses('NOT NULL on a column without a default',
  'alter table app_57_users add column x text', 'alter table app_57_users alter column x set not null');
select pg_temp.refuses('a dropped default of a required column',
  'alter table app_57_users add column x text not null default ''''', 'alter table app_57_users alter x drop default');
select pg_temp.refuses('NOT NULL on the name', 'alter table app_57_users alter column full_name set not null');
select pg_temp.refuses('NOT NULL on the address', 'alter table app_57_users alter column email set not null');
select pg_temp.refuses('NOT NULL on a column that only some callers fill',
  'alter table app_57_users add column x uuid not null default auth.uid()');
select pg_temp.refuses('NOT NULL with a default of null', 'alter table app_57_users add column x text not null default null');
select pg_temp.refuses('a dropped default of created_at', 'alter table app_57_users alter column created_at drop default');
select pg_temp.refuses('a check of the name', 'alter table app_57_users add check (full_name <> '''')');
select pg_temp.refuses('a check of the address', 'alter table app_57_users add check (email like ''%@corp.com'')');
select pg_temp.refuses('a check of the picture that is not valid yet',
  'alter table app_57_users add constraint c check (avatar_url like ''https:%'') not valid');
select pg_temp.refuses('a check of the time', 'alter table app_57_users add check (created_at < ''2020-01-01'')');
select pg_temp.refuses('a check of the whole row', 'alter table app_57_users add check (app_57_users is not null)');
select pg_temp.refuses('a check that the default violates', 'alter table app_57_users add column x integer default 0 check (x > 0)');
select pg_temp.refuses('a check that null violates', 'alter table app_57_users add column x integer check (x is not null)');
select pg_temp.refuses('a check that is false', 'alter table app_57_users add check (false)');
select pg_temp.refuses('a default that violates a check',
  'alter table app_57_users add column x integer check (x > 0)', 'alter table app_57_users alter x set default -1');
select pg_temp.refuses('a unique name', 'alter table app_57_users add unique (full_name)');
select pg_temp.refuses('a unique picture', 'create unique index on app_57_users (avatar_url)');
select pg_temp.refuses('a unique address', 'create unique index on app_57_users (email)');
select pg_temp.refuses('a unique expression of the name', 'create unique index on app_57_users (lower(full_name))');
select pg_temp.refuses('a unique name of some members', 'create unique index on app_57_users (full_name) where email is not null');
select pg_temp.refuses('a unique column with a constant default', 'alter table app_57_users add column x text default ''a'' unique');
select pg_temp.refuses('a constant default of a unique column',
  'alter table app_57_users add column x text unique', 'alter table app_57_users alter x set default ''a''');
select pg_temp.refuses('a unique column with nulls not distinct', 'alter table app_57_users add column x text unique nulls not distinct');
select pg_temp.refuses('a unique constraint that is checked late',
  'alter table app_57_users add column x text default ''a'', add unique (x) deferrable initially deferred');
select pg_temp.refuses('a unique index that becomes a constraint',
  'create unique index app_57_i on app_57_users (full_name)',
  'alter table app_57_users add constraint app_57_i unique using index app_57_i');
select pg_temp.refuses('a unique expression that is never null',
  'alter table app_57_users add column x text', 'create unique index on app_57_users (coalesce(x, ''''))');
select pg_temp.refuses('a unique generated column',
  'alter table app_57_users add column x text generated always as (left(full_name, 1)) stored unique');
select pg_temp.refuses('a unique column with ten random values',
  'alter table app_57_users add column x integer default (random() * 9)::integer unique');
select pg_temp.refuses('an exclusion by name', 'alter table app_57_users add exclude using btree (full_name with =)');
select pg_temp.refuses('an exclusion of other values',
  'alter table app_57_users add column x text default ''a'', add exclude using btree (x with =) where (x <> ''a'')');
select pg_temp.refuses('a reference whose default has no row',
  'alter table app_57_users add column x integer default 2 references app_57_plans');
select pg_temp.refuses('a required reference',
  'alter table app_57_users add column x integer not null default 1 references app_57_plans');
select pg_temp.refuses('a reference of the id',
  'create table app_57_allowed (id uuid primary key)', 'alter table app_57_users add foreign key (id) references app_57_allowed');
select pg_temp.refuses('a reference of the address',
  'create table app_57_allowed (email text primary key)', 'alter table app_57_users add foreign key (email) references app_57_allowed');
select pg_temp.refuses('a reference with which a profile would be deleted',
  'alter table app_57_users add column x integer references app_57_plans on delete cascade');
select pg_temp.refuses('a reference to another profile with which this one would be deleted',
  'alter table app_57_users add column x uuid references auth.users on delete cascade');
select pg_temp.refuses('a reference that a check keeps from being emptied',
  'alter table app_57_users add column x integer default 1 check (x is not null), add column y integer,
    add foreign key (x, y) references app_57_pairs (a, b)');
select pg_temp.refuses('a default that names a row which may be deleted',
  'alter table app_57_users add column x integer default 1 references app_57_plans');
select pg_temp.refuses('a default that names such a row and is set later',
  'alter table app_57_users add column x integer references app_57_plans on delete set null',
  'alter table app_57_users alter column x set default 1');
select pg_temp.refuses('a reference of a column that has such a default',
  'alter table app_57_users add column x integer default 1', 'alter table app_57_users add foreign key (x) references app_57_plans');
select pg_temp.refuses('a default of two columns that name such a row',
  'alter table app_57_users add column x integer default 1, add column y integer default 1,
    add foreign key (x, y) references app_57_pairs (a, b)');
select pg_temp.refuses('such a default in a users table of the app',
  'create table app_57_users (id uuid primary key, plan integer default 1, foreign key (plan) references app_57_plans)');
select pg_temp.refuses('a shorter type of the name', 'alter table app_57_users alter column full_name type varchar(5)');
select pg_temp.refuses('another type of the address', 'alter table app_57_users alter column email type integer using null');
select pg_temp.refuses('another type of the time', 'alter table app_57_users alter column created_at type date');
select pg_temp.refuses('a default that cannot be computed', 'alter table app_57_users add column x integer',
  'alter table app_57_users alter x set default 1 / 0');
select pg_temp.refuses('a default that is too long', 'alter table app_57_users add column x varchar(3)',
  'alter table app_57_users alter x set default ''four''');
select pg_temp.refuses('a default that is no label of its enum', 'alter table app_57_users add column x text default ''none''',
  'alter table app_57_users alter x drop default', 'alter table app_57_users alter x type app_57_tier using null',
  'alter table app_57_users alter x set default (''no'' || ''ne'')::app_57_tier');
select pg_temp.refuses('a generated column that rejects a name',
  'alter table app_57_users add column x integer generated always as (full_name::integer) stored');
select pg_temp.refuses('a generated column that divides by zero',
  'alter table app_57_users add column y integer default 0, add column x integer generated always as (1 / y) stored');
select pg_temp.refuses('a required generated column',
  'alter table app_57_users add column x text generated always as (left(full_name, 1)) stored not null');
select pg_temp.refuses('a check of a generated column',
  'alter table app_57_users add column x text generated always as (left(full_name, 1)) stored check (x <> ''Z'')');
select pg_temp.refuses('an index that rejects a name', 'create index on app_57_users ((full_name::integer))');
select pg_temp.refuses('an index for which an address may be zero', 'create index on app_57_users ((1 / length(email)))');
select pg_temp.refuses('an index for which a picture is too long', 'create index on app_57_users (avatar_url)');
select pg_temp.refuses('a sequence that ends soon',
  'alter table app_57_users add column x integer generated always as identity (maxvalue 100)');
select pg_temp.refuses('a sequence that is set to its end',
  'alter table app_57_users add column x integer generated by default as identity',
  'alter table app_57_users alter x restart with 2147483000');
select is(
  platform.exec_sql(57, 'alter table app_57_users add column x text not null') - '{message,refusals,refusal_count}'::text[],
  jsonb_build_object(
  'code', '42501', 'details', 'sign_up_refused', 'hint', 'Leave the column nullable, or give it a constant default; check it in the app.'),
  'the refusal says what to do');
-- What the trial cannot see, because other sessions or other times decide.
select pg_temp.refuses('a check of the session',
  'alter table app_57_users add constraint c check (session_user <> ''supabase_auth_admin'')');
select pg_temp.refuses('a check of the role', 'alter table app_57_users add column x text, add check (x is null or current_user <> ''a'')');
select pg_temp.refuses('a check of the clock', 'alter table app_57_users add constraint c check (now() < ''2100-01-01'')');
select pg_temp.refuses('a check of a column against a clock that overtakes it',
  'alter table app_57_users add column x date check (x >= current_date)');
select pg_temp.refuses('a check of a column and the clock that may fail later',
  'alter table app_57_users add column x date check (x <= current_date or session_user = ''a'')');
select pg_temp.refuses('a check of the claims',
  'alter table app_57_users add constraint c check (auth.role() is distinct from ''service_role'')');
select pg_temp.refuses('a check of the address in the claims', 'alter table app_57_users add constraint c check (auth.email() is null)');
select pg_temp.refuses('a check of no column', 'alter table app_57_users add constraint c check (true)');
select pg_temp.refuses('a check in a users table of the app',
  'create table app_57_users (id uuid primary key, constraint c check (session_user <> ''a''))');
select pg_temp.refuses('a check of an enum by way of text', 'alter table app_57_users add column t text default ''free'',
  add constraint c check (t::app_57_tier is not null)');
select pg_temp.refuses('a default of an enum by way of text',
  'alter table app_57_users add column m app_57_tier default (lower(''FREE''))::app_57_tier not null');
select pg_temp.refuses('a default of the session', 'alter table app_57_users add column n integer
  default (1 / (case when session_user = ''supabase_auth_admin'' then 0 else 1 end))');
select pg_temp.refuses('a default of the session that may be too long',
  'alter table app_57_users add column w varchar(14) default session_user');
select pg_temp.refuses('a default of the clock that may be too long',
  'alter table app_57_users add column w varchar(29) default now()::text');
select pg_temp.refuses('a default that the clock ends',
  'alter table app_57_users add column n numeric default 1 / (extract(epoch from now()) - 4102444800)');
select pg_temp.refuses('a default of the claims', 'alter table app_57_users add column w varchar(12) default auth.role()');
select pg_temp.refuses('a default of a computed time zone',
  'alter table app_57_users add column n timestamp default timezone(
  case when left(now()::text, 4) = ''2100'' then ''no zone'' else ''utc'' end, now())');
select pg_temp.refuses('a default that casts the clock',
  'alter table app_57_users add column n integer default left(now()::text, 4)::integer');
select pg_temp.refuses('another default of created_at', 'alter table app_57_users alter created_at
  set default case when session_user = ''supabase_auth_admin'' then null else now() end');
select is(platform.exec_sql(57, 'alter table app_57_users add column x integer default 1 references app_57_plans') ->> 'hint',
  'Drop the default, and set the column in the app: nobody could sign up once the row that it names is deleted.',
  'the refusal of such a default says what to do');
select is(pg_temp.run('alter table app_57_users add column x integer references app_57_plans, add column y uuid default auth.uid()
  references app_57_users', 'alter table app_57_users drop column x, drop column y'), 'done',
  'references without such a default pass');
select is(pg_temp.run('alter table app_57_users add column x integer default 1, add column y integer,
  add foreign key (x, y) references app_57_pairs (a, b)', 'alter table app_57_users drop column x, drop column y'), 'done',
  'a default in a key of which another column stays empty passes');
select is(pg_temp.run('alter table app_57_users drop constraint full_name_is_short'), 'profile_is_fixed',
  'a constraint of the platform is not dropped');
select is(pg_temp.run('alter table app_57_users drop constraint if exists "avatar_url_is_short" cascade'), 'profile_is_fixed',
  'a constraint of the platform is not dropped by its quoted name');
select is(pg_temp.run('alter table app_57_users add column x text, drop constraint ' ||
    replace(platform.derived_name('app_57_users', '{id}', 'pkey'), 'app_57_', '')), 'profile_is_fixed',
  'the primary key is not dropped by its name without the prefix');
select is(pg_temp.run('alter table app_57_users drop column email'), 'profile_is_fixed', 'a column of the profile is not dropped');
select is((select string_agg(attname, ' ' order by attnum) from pg_attribute
    where attrelid = 'public.app_57_users'::regclass and attnum > 0 and not attisdropped),
  'id email full_name avatar_url created_at updated_at', 'nothing of a refused call remains');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after the refusals');
select sandbox.run_as_app(57, 'alter table public.app_57_users add column n integer not null default length(session_user);
  alter table public.app_57_users add constraint c check (now() < ''2100-01-01'')');
select is((select string_agg(object || ' ' || problem, ', ' order by object) from platform.verify_app(57)
    where problem <> 'grant_missing'),
  'app_57_users.c sign_up_refused, app_57_users.n sign_up_refused', 'verify_app finds rules of the session and the clock');
select isnt(platform.repair_app(57)::text, null, 'repair_app removes these rules');
select is_empty('select * from platform.verify_app(57)', 'the app is sound after the repair');
select sandbox.run_as_app(57, 'alter table public.app_57_users alter created_at
  set default case when session_user = ''a'' then null else now() end');
select is((select string_agg(object || ' ' || problem, ', ' order by object) from platform.verify_app(57)),
  'app_57_users.created_at sign_up_refused', 'verify_app finds a default of the session in a plain profile table');
select isnt(platform.repair_app(57)::text, null, 'repair_app restores the default');
select is_empty('select * from platform.verify_app(57)', 'the app is sound after the default was restored');
select lives_ok($$select tests.sign_up('carol', '{"app_id": 57}')$$, 'a user signs up without a name');
select lives_ok($$select tests.sign_up('dave', '{"app_id": 57, "full_name": "", "avatar_url": ""}')$$,
  'a user signs up with an empty name');

select * from finish();
rollback;
