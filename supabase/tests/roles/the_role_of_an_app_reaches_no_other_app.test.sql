-- ROLE-1: SQL that runs as an app reaches no table of another app, with any statement.
begin;
select plan(39);
select tests.cast();

select throws_ok(format('select sandbox.run_as_app(57, %L)', sql), '42501', null, 'app 57 cannot run this: ' || sql)
from unnest(array[
  'select * from public.app_58_todos',
  'select * from public.app_58_posts',
  'select id from public.app_58_users',
  'select from public.app_58_lists for update',
  $$insert into public.app_58_todos (user_id, text) values (gen_random_uuid(), 'x')$$,
  'insert into public.app_57_todos (user_id, text) select user_id, text from public.app_58_todos',
  $$update public.app_58_todos set text = 'x' where true$$,
  'delete from public.app_58_todos where true',
  'merge into public.app_58_todos using (values (1)) as one on true when matched then delete',
  'truncate public.app_58_todos',
  'truncate public.app_58_users cascade',
  'lock table public.app_58_todos',
  $$select query_to_xml('select * from public.app_58_todos', true, true, '')$$,
  $$do 'begin perform from public.app_58_todos; end'$$,
  $$create table public.app_57_copy as select * from public.app_58_todos$$,
  'create table public.app_57_copy (like public.app_58_todos)',
  'create table public.app_57_child () inherits (public.app_58_todos)',
  'create table public.app_57_child (id uuid references public.app_58_users (id))',
  'alter table public.app_57_todos add constraint stolen foreign key (user_id) references public.app_58_users (id)',
  'alter table public.app_58_todos disable row level security',
  'alter table public.app_58_todos add column stolen text',
  'alter table public.app_58_todos rename to app_57_stolen',
  'alter table public.app_58_todos owner to app_57',
  'drop table public.app_58_todos',
  'create index stolen on public.app_58_todos (text)',
  format('drop index %s', (select indexrelid::regclass from pg_catalog.pg_index
    where indrelid = 'public.app_58_todos'::regclass and not indisprimary)),
  format('reindex index %s', (select indexrelid::regclass from pg_catalog.pg_index
    where indrelid = 'public.app_58_todos'::regclass and indisprimary)),
  'create policy stolen on public.app_58_todos using (true)',
  'drop policy app_isolation on public.app_58_todos',
  'create trigger stolen before insert on public.app_58_todos for each row execute function extensions.moddatetime(updated_at)',
  'create rule stolen as on insert to public.app_58_todos do instead nothing',
  'grant select on public.app_58_todos to app_57',
  'revoke all on public.app_58_todos from authenticated',
  $$comment on table public.app_58_todos is 'stolen'$$,
  'analyze public.app_58_todos; select from public.app_58_todos'
]) as sql;

select sandbox.run_as_app(57, 'create view public.app_57_view as select * from public.app_57_todos');
select throws_ok($$select sandbox.run_as_app(57,
  'create or replace view public.app_57_view as select * from public.app_58_todos; select from public.app_57_view')$$,
  '42501', null, 'app 57 does not read a table of 58 through a view');
select is(sandbox.run_as_app(57, 'select * from public.app_57_todos'), 2::bigint, 'app 57 reads its own tables');
select is(sandbox.run_as_app(57, $$update public.app_57_todos set text = 'x' where true$$), 2::bigint, 'app 57 writes its own tables');
select results_eq('select text from public.app_58_todos', array['of eve'], 'the rows of 58 are unchanged');

select * from finish();
rollback;
