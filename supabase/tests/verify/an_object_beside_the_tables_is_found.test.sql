-- VER-1: an app's role owns its tables, with their indexes, types and sequences, and its executor, and nothing else.
begin;
select plan(14);
select tests.create_app(57);
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(object, ', ' order by object), 'sound') from platform.verify_app(57) where problem = 'foreign_object'
$$;
-- Makes something as the app, says what is found, and takes it back.
create function pg_temp.found_after(made text, taken_back text) returns text language plpgsql as $$
declare
  v_found text;
begin
  perform sandbox.run_as_app(57, made);
  v_found := pg_temp.findings();
  perform sandbox.run_as_app(57, taken_back);
  return v_found;
end
$$;

select is(pg_temp.findings(), 'sound', 'a fresh app owns nothing beside its tables');
select is(pg_temp.found_after('create function public.app_57_f() returns integer language sql as ''select 1''', 'drop function public.app_57_f'),
  'function public.app_57_f()', 'a function, also with the prefix');
select is(pg_temp.found_after('create procedure public.p() language sql as ''select 1''', 'drop procedure public.p'), 'function public.p()', 'a procedure');
select is(pg_temp.found_after('create type public.app_57_mood as enum (''good'')', 'drop type public.app_57_mood'), 'sound', 'an enum type may be, like a table');
select is(pg_temp.found_after('create type public.mood as enum (''good'')', 'drop type public.mood'), 'type public.mood', 'but not without the prefix');
select is(pg_temp.found_after('create type public.app_58_mood as enum (''good'')', 'drop type public.app_58_mood'), 'type public.app_58_mood', 'nor with that of another app');
select is(pg_temp.found_after('create domain public.app_57_word as text', 'drop domain public.app_57_word'), 'type public.app_57_word', 'a domain');
select is(pg_temp.found_after('create table public.todos (id integer)', 'drop table public.todos'), 'table public.todos', 'a table without the prefix');
select is(pg_temp.found_after('create table public.app_5_todos (id integer)', 'drop table public.app_5_todos'), 'table public.app_5_todos', 'a table with the prefix of another app');
select is(pg_temp.found_after('create table public.app_570_todos (id integer)', 'drop table public.app_570_todos'), 'table public.app_570_todos', 'also of one whose id begins the same');
select is(pg_temp.found_after('create view public.leak as select * from public.app_57_users', 'drop view public.leak'), 'view public.leak', 'a view without the prefix');
select is(pg_temp.found_after('create sequence public.numbers', 'drop sequence public.numbers'), 'sequence public.numbers', 'a sequence without the prefix');
select is(pg_temp.found_after('alter default privileges in schema public grant select on tables to anon', 'alter default privileges in schema public revoke select on tables from anon'),
  'default privileges on new relations belonging to role app_57 in schema public', 'default privileges');
select is(pg_temp.findings(), 'sound', 'and nothing when all is taken back');

select * from finish();
rollback;
