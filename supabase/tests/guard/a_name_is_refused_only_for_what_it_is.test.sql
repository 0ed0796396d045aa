-- SQL-1: a column is not mistaken for a function of its name, a name may have any letters, and PostgreSQL says itself what does
-- not exist. What could call a function is refused nevertheless.
begin;
select plan(61);
select tests.cast();
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'code' || ' ' || (answer ->> 'details'), 'done') from platform.exec_sql(57, sql) as answer
$$;
create function pg_temp.note(sql text) returns text language sql as $$
  select platform.exec_sql(57, sql) #>> '{results,0,warnings,0}'
$$;

-- plan is a function of pgTAP, version one of PostgreSQL, display_name and charge of other schemas. shade takes a row.
create function public.shade(anyelement) returns text language sql as $$ select 'called' $$;
create function public.tint(text) returns text language sql as $$ select 'called' $$;

select is(pg_temp.run(sql), 'done', 'a column is a column: ' || sql) from (values
  ('create table app_57_goods (id int primary key, display_name text, plan text unique, version text check (version > ''''), position int, '
    'tint text, rank int)'),
  ('create view app_57_cards as select g.display_name, g.plan, g.version, g.position, g.tint from app_57_goods g'),
  ('comment on column app_57_goods.version is ''of the terms'''),
  ('insert into app_57_goods (id, plan, version) values (1, ''free'', ''1'') on conflict (plan) do update '
    'set plan = excluded.plan, version = excluded.version, tint = excluded.tint returning version'),
  ('select (g.plan), (g.version) from app_57_goods as g where g.version in (''1'') order by g.version, rank'),
  ('select app_57_goods.version, public.app_57_goods.tint, rank from app_57_goods group by version, tint, rank'),
  ('with version (a, b) as (select 1, 2) select version.a from version'),
  ('with made as (select tint from app_57_goods), old as (select made.tint from made) select old.tint from old'),
  ('select s.tint from (select tint from app_57_goods) s join lateral (select s.tint) as l on l.tint = s.tint'),
  ('select made.version from app_57_goods as made (version, b, c, d)'),
  ('update app_57_goods g set version = g.tint from app_57_goods o where o.version = g.version returning g.version'),
  ('create index app_57_goods_version on app_57_goods (version)'),
  ('alter table app_57_goods add constraint goods_terms unique (version)'),
  ('create policy reads on app_57_goods for select using (app_57_goods.version = ''1'' or exists '
    '(select 1 from app_57_lists l where l.text = app_57_goods.tint))')
) as column_use (sql);

select is(pg_temp.run(sql), '42501 ' || reason, 'this could call a function: ' || sql) from (values
  ('select version()', 'function_refused'),
  ('select g.shade from app_57_goods g', 'function_refused'),
  ('select (g).tint from app_57_goods g', 'function_refused'),
  ('select f.tint from unnest(array[''a'']) f', 'function_refused'),
  ('select f.tint from unnest(array[''a'']) as f (x)', 'function_refused'),
  ('select "f" . "tint" from rows from (unnest(array[''a''])) "f"', 'function_refused'),
  ('select f.tint from unnest(array[''a'']) with ordinality f', 'function_refused'),
  ('select unnest.tint from unnest(array[''a''])', 'function_refused'),
  ('select f.tint from app_57_goods f, lateral upper(f.plan) as f2, unnest(array[''a'']) f', 'function_refused'),
  ('select (array[''a''])[1].tint', 'function_refused'),
  ('select tint(''a'')', 'function_refused'),
  ('select public.tint(''a'')', 'function_refused'),
  ('with a as (select 1), b as (select tint(''a'')) select * from b', 'function_refused'),
  ('select display_name(''{}'')', 'sql_error')
) as call (sql, reason) where reason <> 'sql_error'
union all select is(pg_temp.run('select display_name(''{}'')'), '42883 sql_error', 'a function elsewhere cannot be reached');

select is(pg_temp.run(sql), 'done', 'a name may have any letters: ' || sql) from (values
  ('create table app_57_événements (id int primary key, "été" text, имя text)'),
  ('create table "app_57_My Table" ("a b" int, "😀" text, "x""y" text)'),
  ('create table app_57_用户 (id int primary key references app_57_événements)'),
  ('create table app_57_' || repeat('é', 28) || ' (id int)'),
  ('create type "app_57_Ämter" as enum (''ö'')'),
  ('insert into app_57_événements (id, имя) values (1, ''x'') returning имя'),
  ('create policy "политика" on app_57_用户 for select using (true)'),
  ('drop table app_57_用户')
) as named (sql);
select is(pg_temp.run('create table app_57_' || repeat('é', 29) || ' (id int)'), '42622 name_too_long',
  'a name of 65 bytes is too long with 36 characters');
select is(platform.exec_sql(57, 'create table 用户 (id int)') ->> 'hint', 'Name it app_57_用户.', 'the hint keeps the letters of the name');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with such names');
select ok(platform.describe_app(57)::text ~ 'My Table', 'describe_app lists such names');

select is(pg_temp.run(sql), '42704 sql_error', 'PostgreSQL says that it does not exist: ' || sql) from (values
  ('alter table app_57_goods drop constraint nothing'), ('drop policy nothing on app_57_goods'), ('drop index app_57_nothing'),
  ('drop trigger nothing on app_57_goods'), ('drop type app_57_nothing')
) as missing (sql);
select is(pg_temp.run(sql), 'done', 'with IF EXISTS this is done: ' || sql) from (values
  ('alter table app_57_goods drop constraint if exists nothing'), ('drop policy if exists nothing on app_57_goods'),
  ('drop index if exists app_57_nothing'), ('drop trigger if exists nothing on app_57_goods'),
  ('drop function if exists public.nothing(uuid) cascade')
) as missing (sql);
select is(pg_temp.run('alter table app_57_goods drop constraint goods_terms, add constraint goods_terms unique (version, plan)'),
  'done', 'a constraint that exists is dropped by the name in the SQL, and made again');
select is(pg_temp.run('alter table app_57_lists add constraint c check (true); alter table app_57_lists drop constraint c'), 'done',
  'a constraint is dropped in the call that makes it');
select alike(pg_temp.note(sql), note, 'this is passed over: ' || sql) from (values
  ('alter table only app_57_users add constraint users_pkey primary key (id)', '%primary key%'),
  ('alter table app_57_users add constraint f foreign key (id) references auth.users(id) on delete cascade', '%with its account%'),
  ('alter table public.app_57_users owner to postgres', '%OWNER TO%'),
  ('alter view app_57_cards owner to postgres', '%OWNER TO%')
) as dumped (sql, note);
select is(pg_temp.run('alter table app_57_users add foreign key (id) references auth.users(id) on delete set null'),
  '42501 profile_is_fixed', 'a profile that outlives its account is refused');
select is((select count(*) from pg_constraint where conrelid = 'public.app_57_users'::regclass and contype = 'f'), 0::bigint,
  'the profile table has no foreign key');
select is(pg_temp.run('alter view app_57_cards set (security_invoker = true)'), 'done', 'a view may say that it is a security invoker');
select is(pg_temp.run(sql), '42501 option_refused', 'a view stays a security invoker: ' || sql) from (values
  ('alter view app_57_cards set (security_barrier, security_invoker = 0)'), ('alter view app_57_cards reset (security_invoker)')
) as weaker (sql);

select * from finish();
rollback;
