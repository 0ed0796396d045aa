-- VER-1: the role of an app owns its tables, with their indexes, types and sequences, and its executors, and nothing else.
begin;
select plan(14);
select tests.create_app(57);
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(object, ', ' order by object), 'sound') from platform.verify_app(57)
  where problem in ('foreign_object', 'function_without_code')
$$;
-- Creates something as the app, returns what is found, and undoes it.
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

select is(pg_temp.findings(), 'sound', 'a new app owns nothing but its tables and executors');
select is(
  pg_temp.found_after('create function public.app_57_f() returns integer language sql as ''select 1''', 'drop function public.app_57_f'),
  'public.app_57_f()', 'a function is found, even with the prefix of the app');
select is(pg_temp.found_after('create procedure public.p() language sql as ''select 1''', 'drop procedure public.p'), 'function public.p()',
  'a procedure is found');
select is(pg_temp.found_after('create type public.app_57_mood as enum (''good'')', 'drop type public.app_57_mood'), 'sound',
  'an enum type with the prefix of the app is sound');
select is(pg_temp.found_after('create type public.mood as enum (''good'')', 'drop type public.mood'), 'type public.mood',
  'an enum type without the prefix is found');
select is(pg_temp.found_after('create type public.app_58_mood as enum (''good'')', 'drop type public.app_58_mood'),
  'type public.app_58_mood', 'an enum type with the prefix of another app is found');
select is(pg_temp.found_after('create domain public.app_57_word as text', 'drop domain public.app_57_word'), 'type public.app_57_word',
  'a domain is found');
select is(pg_temp.found_after('create table public.todos (id integer)', 'drop table public.todos'), 'table public.todos',
  'a table without the prefix is found');
select is(pg_temp.found_after('create table public.app_5_todos (id integer)', 'drop table public.app_5_todos'), 'table public.app_5_todos',
  'a table with the prefix of another app is found');
select is(pg_temp.found_after('create table public.app_570_todos (id integer)', 'drop table public.app_570_todos'),
  'table public.app_570_todos', 'a table with the prefix of app 570 is found, although that id begins with 57');
select is(pg_temp.found_after('create view public.leak as select * from public.app_57_users', 'drop view public.leak'), 'view public.leak',
  'a view without the prefix is found');
select is(pg_temp.found_after('create sequence public.numbers', 'drop sequence public.numbers'), 'sequence public.numbers',
  'a sequence without the prefix is found');
select is(
  pg_temp.found_after('alter default privileges in schema public grant select on tables to anon',
    'alter default privileges in schema public revoke select on tables from anon'),
  'default privileges on new relations belonging to role app_57 in schema public', 'default privileges are found');
select is(pg_temp.findings(), 'sound', 'the app is sound once everything is dropped');

select * from finish();
rollback;
