-- SQL-20: the hint of each refusal names what works today and opens nothing. Each hint is followed here to the letter.
begin;
select plan(120);
select tests.cast();
create function pg_temp.hint(sql text) returns text language sql as $$ select platform.exec_sql(57, sql) ->> 'hint' $$;
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(nullif(concat_ws(' ', answer ->> 'code', answer ->> 'details', answer ->> 'message'), ''), 'done')
  from platform.exec_sql(57, sql) as answer
$$;
select is(pg_temp.run('create table app_57_recipes (id int primary key, title text not null, member uuid, state text)'), 'done',
  'there is a table');

select alike(pg_temp.hint(sql), hint, 'the hint names what works instead of: ' || sql) from (values
  ('create trigger t after insert on app_57_recipes execute function f()', 'Name it app_57_f.'),
  ('create event trigger t on ddl_command_end execute function app_57_f()',
    '%create trigger name before update on app_57_things%no triggers on statements of DDL%'),
  ('create trigger on_auth_user_created before insert on auth.users for each row execute function app_57_handle_new_user()',
    '%after insert on auth.users for each row%'),
  ('create trigger t after insert on app_57_users for each row execute function app_57_f()', '%after insert on auth.users%'),
  ('create procedure f() language sql as $$ select 1 $$', '%create function app_57_name(%'),
  ('create policy p on app_57_recipes using (current_setting(''a'') = ''b'')', '%auth.uid()%'),
  ('grant all on app_57_recipes to authenticated', '%enable it and create policies%'),
  ('grant select on app_57_recipes to anon', '%public_read%app key%'),
  ('revoke all on app_57_recipes from authenticated', '%create policies only for what members may do%'),
  ('revoke update (title) on app_57_recipes from authenticated', '%Move columns%'),
  ('revoke all on app_57_recipes from anon', '%public_read%change nothing%'),
  ('revoke all on app_57_recipes from anon, authenticated', '%create policies only for what members may do%'),
  ('revoke all on app_57_recipes from service_role', '%app keys keep all rights%'),
  ('grant update (title) on app_57_recipes to authenticated', '%Move columns%'),
  ('alter default privileges in schema public revoke all on tables from anon', '%public_read%change nothing%'),
  ('alter default privileges in schema public grant all on functions to postgres', '%grant execute on function app_57_name(uuid)%'),
  ('create policy p on app_57_recipes to admins using (true)', '%if it is for the server%write in the condition who may%Protect%'),
  ('alter table app_57_recipes disable row level security', '%stays on. Create policies%'),
  ('alter table app_57_recipes disable trigger all', '%other names%one by one%'),
  ('drop trigger if exists set_updated_at on app_57_recipes', '%Leave it out: the triggers of the platform%'),
  ('insert into auth.users (id) values (gen_random_uuid())', '%by sign-up%'),
  ('delete from auth.users', '%by sign-up%'),
  ('insert into app_57_recipes (id, title) select 1, email from auth.users', '%profile table app_57_users%'),
  ('insert into app_57_users (id) values (gen_random_uuid())', '%must not change in a table of its own%'),
  ('grant select (title) on app_57_recipes to anon', '%public_read%'),
  ('select secret from vault.decrypted_secrets', '%server with an app key%'),
  ('vacuum app_57_recipes', '%automatically%'),
  ('lock table app_57_recipes', '%for update%'),
  ('notify pgrst, ''reload schema''', '%reads the schema again%'),
  ('select access.id from app_57_recipes as access', '%If it is an alias, rename it.'),
  ('select storage.id from app_57_recipes as storage', '%If it is an alias, rename it.'),
  ('alter table app_57_recipes add column pg_name text', '%does not begin with pg_%'),
  ('select family_role(1)', '%create function app_57_is_admin()%do not leave the condition out%'),
  ('select similarity_dist(1, 2), sha512(''a'')', '%do not leave the condition out%'),
  ('alter sequence s restart with 10', '%restart with 10%'),
  ('refresh materialized view app_57_m', '%always current%'),
  ('comment on column app_57_recipes.nothing is ''x''', '%Add the column first%'),
  ('create table app_57_places (at geometry)', '%operator of the shard%'),
  ('insert into app_57_recipes (id, title) values (1, ''a'') on conflict (title) do nothing', '%unique index%'),
  ('create table app_57_steps (recipe int references app_57_recipes); insert into app_57_recipes (id, title) values (1, ''a''); '
    'insert into app_57_steps values (1); delete from app_57_recipes where true', '%rows that refer to it first%'),
  ('create policy p on app_57_recipes using (exists (select 1 from app_57_recipes r where r.member = auth.uid()))',
    '%only a policy for select%app key%'),
  ('revoke execute on function f() from public', 'Name it app_57_f.'),
  ('revoke execute on function app_57_f() from app_code', '%public, anon, authenticated and service_role%'),
  ('do $$ begin null; end $$', '%add column if not exists%drop policy if exists%create type%' ),
  ('create extension pg_trgm', '%operator of the shard%gen_random_uuid()%'),
  ('create schema api', '%schema public%app_57_%'),
  ('select * from api.things', '%app_57_%'),
  ('alter publication supabase_realtime add table app_57_recipes', '%not published%read again%'),
  ('insert into storage.buckets (id) values (''a'')', '%no place for files%text column%'),
  ('create policy p on storage.objects for select using (true)', '%no place for files%'),
  ('create policy p on auth.users for select using (true)', '%profiles are in app_57_users%'),
  ('select cron.schedule(''a'', ''b'', ''c'')', '%server with an app key%'),
  ('select net.http_post(''a'')', '%server with an app key%'),
  ('create sequence s', '%generated by default as identity%'),
  ('create materialized view app_57_m as select 1 as a', '%create view app_57_name%'),
  ('create domain app_57_d as text', '%check on the column%'),
  ('truncate app_57_recipes', '%delete from%'),
  ('begin', '%one transaction%'),
  ('set search_path = public', '%fixed settings%'),
  ('create role r', '%sign up with Auth%'),
  ('comment on database f is ''x''', '%leave other comments out%'),
  ('create policy p on app_57_recipes using (is_admin(auth.uid()))', '%Create the function first%do not leave the condition out%'),
  ('create policy p on app_57_recipes using (auth.jwt() -> ''user_metadata'' ->> ''role'' = ''admin'')', '%app_57_user_roles%Protect%'),
  ('create policy a on app_57_recipes using (false); create policy a on app_57_recipes using (false)', '%drop policy if exists%'),
  ('create type app_57_k as enum (''a''); create type app_57_k as enum (''a'')', '%it exists%add value if not exists%'),
  ('drop policy nothing on app_57_recipes', '%if exists%'),
  ('alter table app_57_recipes drop constraint nothing', '%if exists%'),
  ('alter table app_57_recipes add column kind app_57_nothing', '%create type app_57_name as enum%'),
  ('alter table app_57_recipes add column title text', '%add column if not exists%'),
  ('alter table app_57_recipes add primary key (id)', '%has its primary key%'),
  ('insert into app_57_lists (user_id, text) values (gen_random_uuid(), ''x'')', '%app_57_users lists%'),
  ('insert into app_57_recipes (id, title) values (1, ''a''), (1, ''b'')', '%on conflict%'),
  ('select * from recipes', '%app_57_%'),
  ('create view app_57_v as select title from app_57_recipes; alter table app_57_recipes alter column title type varchar',
    '%create it again%'),
  ('create view app_57_v as select title from app_57_recipes; alter table app_57_recipes drop column title',
    '%create that again afterwards: view app_57_v depends on %'),
  ('create function app_57_a() returns int language sql as $$ select 1 $$; create policy p on app_57_recipes using (app_57_a() = 1); '
    'drop function app_57_a()', '%create that again afterwards: policy p on table app_57_recipes depends on function app_57_a().'),
  ('create function app_57_a(n int) returns int language sql as $$ select n $$; '
    'create or replace function app_57_a(m int) returns int language sql as $$ select m $$', 'Use DROP FUNCTION app_57_a(integer) first.'),
  ('create function app_57_a() returns int language sql as $$ select 1 $$; '
    'create function app_57_a() returns int language sql as $$ select 2 $$', '%create or replace function%drop function if exists%'),
  ('create policy p on app_57_recipes using (app_57_nothing())', 'Create the function first%do not leave the condition out%'),
  ('create trigger t after insert on app_57_recipes for each row execute function app_57_nothing()',
    'Create the function first%without arguments that returns trigger%'),
  ('create function app_57_a() returns trigger language plpgsql as $$ begin return new; end $$; '
    'create trigger t after insert on app_57_recipes for each row execute function app_57_a(); '
    'create trigger t after insert on app_57_recipes for each row execute function app_57_a()', '%drop trigger if exists name on table%'),
  ('create function app_57_a() returns trigger language plpgsql as $$ begin return new; end $$; '
    'create view app_57_v as select title from app_57_recipes; '
    'create trigger t after insert on app_57_v for each row execute function app_57_a()', 'Views have no row triggers%tables of the view.'),
  ('create function app_57_a(a anyelement) returns anyelement language plpgsql as $$ begin return a; end $$',
    'Name the types, and write one function for each%'),
  ('create function app_57_a() returns int language sql as $$ select 1 $$; alter function app_57_a() security definer',
    'Write the whole function again with create or replace function%')
) as refused (sql, hint);
select ok(platform.exec_sql(57, 'select is_admin(1)') ->> 'hint' not like '%explicit type casts%',
  'the hint about a function is not that of PostgreSQL, which takes it for mistyped');

select is(pg_temp.run(sql), 'done', 'what a hint advises is accepted: ' || sql) from (values
  ('create table app_57_user_roles (user_id uuid references app_57_users, role text); '
    'alter table app_57_user_roles enable row level security; '
    'create policy own on app_57_user_roles for select using (user_id = auth.uid())'),
  ('create policy admins on app_57_recipes using '
    '(exists (select 1 from app_57_user_roles r where r.user_id = auth.uid() and r.role = ''admin''))'),
  ('alter table app_57_recipes add column if not exists minutes int; create table if not exists app_57_recipes (id int); '
    'create index if not exists app_57_recipes_state on app_57_recipes (state)'),
  ('create function app_57_is_admin() returns boolean language plpgsql stable security definer as $$ begin return exists (select 1 '
    'from app_57_user_roles r where r.user_id = auth.uid() and r.role = ''admin''); end $$; '
    'create policy helped on app_57_recipes for select using (app_57_is_admin()); drop policy helped on app_57_recipes'),
  ('create function app_57_name(argument uuid) returns void language plpgsql as ''begin null; end''; '
    'grant execute on function app_57_name(uuid) to authenticated'),
  ('create function app_57_shout() returns trigger language plpgsql as ''begin new.title := upper(new.title); return new; end''; '
    'create trigger shout before update on app_57_recipes for each row execute function app_57_shout()'),
  ('create or replace function app_57_name(argument uuid) returns void language plpgsql security definer as ''begin null; end''; '
    'drop function if exists app_57_name(uuid); create function app_57_name(argument text) returns void language sql as ''''; '
    'create function app_57_name(argument int) returns void language sql as '''''),
  ('drop trigger if exists shout on app_57_recipes; '
    'create trigger shout before update on app_57_recipes for each row execute function app_57_shout()'),
  ('drop trigger if exists shout on app_57_recipes; drop function if exists app_57_shout(), app_57_nothing()'),
  ('drop policy if exists admins on app_57_recipes; create policy admins on app_57_recipes using '
    '(exists (select 1 from app_57_user_roles r where r.user_id = auth.uid() and r.role = ''admin''))'),
  ('alter table app_57_recipes drop constraint if exists state_known, add constraint state_known check (state in (''new'', ''old''))'),
  ('alter table app_57_users add column if not exists nickname text'),
  ('create type app_57_shade as enum (''light''); '
    'create table app_57_themes (id bigint generated by default as identity, shade app_57_shade)'),
  ('alter type app_57_shade add value if not exists ''dark'''),
  ('create view app_57_titles as select title from app_57_recipes'),
  ('create table app_57_orders (number bigint generated by default as identity); '
    'alter table app_57_orders alter column number restart with 10'),
  ('select title from app_57_recipes for update'),
  ('alter table app_57_orders drop column if exists nothing'),
  ('create unique index app_57_recipes_title on app_57_recipes (title)'),
  ('create table app_57_families (id int primary key, name text); create table app_57_family_members (family int, user_id uuid); '
    'create policy own on app_57_family_members for select using (user_id = auth.uid()); '
    'create policy seen on app_57_families for select using '
    '(exists (select 1 from app_57_family_members m where m.family = app_57_families.id and m.user_id = auth.uid()))'),
  ('insert into app_57_families values (1, ''Smith''); insert into app_57_family_members '
    'select 1, id from app_57_users where email = ''alice@example.com'''),
  ('create table app_57_secrets (id int primary key, code text); alter table app_57_secrets enable row level security'),
  ('insert into app_57_user_roles (user_id, role) select id, ''admin'' from app_57_users where email = ''alice@example.com'''),
  ('insert into app_57_recipes (id, title) values (1, ''Soup''), (1, ''Soup'') on conflict do nothing'),
  ('insert into app_57_secrets values (1, ''x''); delete from app_57_themes where true')
) as advised (sql);

select tests.act_as('alice');
select results_eq('select title from public.app_57_recipes', array['Soup'], 'alice, an admin, passes the condition that the hint advises');
select results_eq('select name from public.app_57_families', array['Smith'], 'alice sees her family');
select tests.act_as('bob');
select is_empty('select title from public.app_57_recipes', 'bob, a member without the role, does not');
select throws_ok($$insert into public.app_57_user_roles (user_id, role) values (tests.user_id('bob'), 'admin')$$, '42501', null,
  'bob cannot give himself the role');
select throws_ok($$insert into public.app_57_family_members values (1, tests.user_id('bob'))$$, '42501', null,
  'bob cannot add himself to a family');
select is_empty('select name from public.app_57_families', 'bob sees no family of others');
select is_empty('select role from public.app_57_user_roles', 'bob does not see the roles of others');
select is_empty('select code from public.app_57_secrets', 'bob reads nothing of a table with row security and no policy');
select tests.act_as('mallory');
select is_empty('select title from public.app_57_recipes', 'mallory, who is not a member, reads nothing');

select * from finish();
rollback;
