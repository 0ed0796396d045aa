-- SQL-1: each kind of statement on the list has a sample that is accepted and one that is refused with its reason.
begin;
select plan(89);
select tests.cast();
create temp table samples (
  position integer generated always as identity,
  words text,
  accepted text,
  refused text,
  reason text
);
grant select on samples to service_role;
insert into samples (words, accepted, refused, reason) values
  ('select', 'select text from app_57_todos order by text', 'select text from app_58_todos', 'foreign_name'),
  ('values', $$values (1, 'one'), (2, 'two')$$, 'values (pg_sleep(1))', 'function_refused'),
  ('with', 'with own as (select text from app_57_lists) select text from own',
    'with own as (select 1 as n) select n into app_57_made from own', 'into_refused'),
  ('(', '(select 1 as n) union (select 2)', '(select relname from pg_class)', 'catalog_name'),
  ('insert into', $$insert into app_57_lists (user_id, text) select id, 'made' from app_57_users$$,
    $$insert into app_58_lists (text) values ('made')$$, 'foreign_name'),
  ('update', $$update app_57_lists set text = 'changed' where text = 'made' returning text$$,
    $$update auth.users set email = 'x@example.com' where true$$, 'schema_refused'),
  ('delete from', $$delete from app_57_lists where text = 'changed'$$, 'delete from platform.apps where true', 'schema_refused'),
  ('merge into', $$merge into app_57_todos as mine using (values ('of alice')) as given (text) on mine.text = given.text
      when matched then update set text = given.text$$,
    'merge into app_58_todos as other using (values (1)) as given (n) on true when matched then delete', 'foreign_name'),
  ('explain', 'explain select * from app_57_todos', 'explain analyze delete from app_57_todos where true', 'option_refused'),
  ('create table', 'create table app_57_items (id int primary key, list_id uuid references app_57_lists, state text check (state <> $$$$))',
    'create table app_57_copy (like app_57_todos)', 'option_refused'),
  ('alter table', 'alter table app_57_items add column note text, alter column note set default $$-$$',
    'alter table app_57_items disable row level security', 'option_refused'),
  ('create index', 'create index app_57_items_state on app_57_items (state)',
    'create index app_57_items_other on app_58_todos (text)', 'foreign_name'),
  ('create unique index', 'create unique index idx_app_57_items_note on app_57_items (note) where note is not null',
    'create unique index items_note on app_57_items (note)', 'wrong_prefix'),
  ('alter index', 'alter index app_57_items_state rename to app_57_items_states',
    'alter index app_57_items_states set (fillfactor = 50)', 'option_refused'),
  ('drop index', 'drop index app_57_items_states', 'drop index app_58_items_states', 'foreign_name'),
  ('create view', 'create view app_57_titles as select text from app_57_todos',
    'create view titles as select text from app_57_todos', 'wrong_prefix'),
  ('create or replace view', 'create or replace view app_57_titles as select text, 1 as one from app_57_todos',
    'create or replace view app_57_titles as select name from platform.apps', 'schema_refused'),
  ('alter view', 'alter view app_57_titles rename to app_57_headings',
    'alter view app_57_headings set (security_invoker = false)', 'option_refused'),
  ('drop view', 'drop view app_57_headings', 'drop view app_58_headings', 'foreign_name'),
  ('create type', $$create type app_57_mood as enum ('good', 'bad')$$, 'create type app_57_pair as (a int, b int)', 'option_refused'),
  ('alter type', $$alter type app_57_mood add value 'fair' before 'bad'$$, 'alter type app_57_mood owner to anon', 'option_refused'),
  ('drop type', 'drop type app_57_mood', 'drop type text', 'wrong_prefix'),
  ('create policy', 'create policy "All read" on app_57_items for select using (true)',
    'create policy app_isolation on app_57_items using (true)', 'isolation_is_fixed'),
  ('alter policy', 'alter policy "All read" on app_57_items using ((select auth.uid()) is not null)',
    'alter policy app_isolation on app_57_items using (true)', 'isolation_is_fixed'),
  ('drop policy', 'drop policy "All read" on app_57_items', 'drop policy app_keys on app_57_items', 'isolation_is_fixed'),
  ('create function', 'create function app_57_touch() returns trigger language plpgsql as $$ begin new.note := now(); return new; end $$',
    'create function app_57_read() returns setof text language sql as ''select name from platform.apps''', 'schema_refused'),
  ('create or replace function',
    'create or replace function app_57_add(a int, b int default 1) returns int language sql as ''select a + b''',
    'create or replace function app_57_add(a int, b int) returns int language plpgsql as ''begin execute ''''x''''; end''',
    'statement_refused'),
  ('alter function', 'alter function app_57_add(int, int) rename to app_57_sum', 'alter function app_57_sum(int, int) leakproof',
    'option_refused'),
  ('grant execute on function', 'grant execute on function app_57_sum(int, int) to anon, service_role',
    'grant execute on function app_57_sum(int, int) to app_owner', 'option_refused'),
  ('grant all on function', 'grant all on function public.app_57_sum(int, int) to authenticated',
    'grant all on function access.can_access(bigint) to public', 'schema_refused'),
  ('grant all privileges on function', 'grant all privileges on function app_57_sum to public',
    'grant all privileges on function app_57_sum to anon with grant option', 'option_refused'),
  ('revoke execute on function', 'revoke execute on function app_57_sum(int, int) from public, anon',
    'revoke execute on function app_58_sum(int, int) from anon', 'foreign_name'),
  ('revoke all on function', 'revoke all on function app_57_sum(int, int) from public',
    'revoke all on function app_57_sum(int, int) from app_code', 'option_refused'),
  ('revoke all privileges on function', 'revoke all privileges on function app_57_sum(int, int) from anon cascade',
    'revoke all privileges on function lower(text) from public', 'wrong_prefix'),
  ('create trigger', 'create trigger touch before update on app_57_items for each row execute function app_57_touch()',
    'create trigger keep_owner before update on app_57_items for each row execute function app_57_touch()', 'statement_refused'),
  ('create or replace trigger',
    'create or replace trigger touch before insert or update of state on app_57_items for each row execute procedure app_57_touch()',
    'create or replace trigger touch before update on app_57_users for each row execute procedure app_57_touch()', 'profile_is_fixed'),
  ('create constraint trigger', 'create constraint trigger later after insert on app_57_items deferrable initially deferred '
      'for each row execute function app_57_touch()',
    'create constraint trigger later after insert on app_58_todos for each row execute function app_57_touch()', 'foreign_name'),
  ('alter trigger', 'alter trigger later on app_57_items rename to last', 'alter trigger touch on app_57_items rename to keep_owner',
    'statement_refused'),
  ('drop trigger', 'drop trigger if exists touch on app_57_items', 'drop trigger set_updated_at on app_57_todos', 'statement_refused'),
  ('drop function', 'drop function if exists is_member(uuid, member_role)', 'drop function if exists join_app', 'statement_refused'),
  ('drop procedure', 'drop procedure if exists clean_up()', 'drop procedure access.clean_up()', 'schema_refused'),
  ('comment on', $$comment on table app_57_items is 'The items of a list'$$,
    $$comment on table app_57_items is '@graphql({"totalCount": {"enabled": true}})'$$, 'option_refused'),
  ('drop table', 'drop table app_57_items', 'drop table app_57_users', 'profile_is_fixed');

select set_eq('select words from samples',
  'select words from sandbox.allowed_statements', 'this file has samples of every kind of statement on the list');
select tests.act_as_role('service_role');
select results_eq(
  format($$select answer #>> '{results,0,command}', answer ->> 'details' from platform.exec_sql(57, %L) as answer$$, accepted),
  format('values (%L, null::text)', case words when '(' then 'SELECT' when 'with' then 'SELECT' else upper(words) end),
  'the statement "' || words || '" is accepted')
    || e'\n' || is(tests.exec_sql(refused), '42501 ' || reason, 'the statement "' || words || '" is bounded: ' || refused)
from samples order by position;
select tests.act_as_owner();
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong after all samples');
select is_empty(
  $$select relname from pg_class where relnamespace = 'public'::regnamespace and relname ~ 'items|titles|headings|mood|copy|made'$$,
  'no object of a dropped or refused sample exists');

select * from finish();
rollback;
