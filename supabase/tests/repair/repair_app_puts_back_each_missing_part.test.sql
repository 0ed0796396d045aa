begin;
select plan(23);
select tests.cast();
select platform.create_table(57, '{"name": "items", "scope": "shared", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}, {"name": "note", "type": "text", "default": "none", "max_length": 50}],
  "indexes": [{"columns": ["note"], "unique": true}]}');
insert into public.app_57_items (user_id, note) values (tests.user_id('alice'), 'kept');
-- What repair_app says and that a second run has nothing to do and the app is sound.
create function pg_temp.repair() returns text language plpgsql as $$
declare
  v_steps jsonb := platform.repair_app(57) -> 'steps';
begin
  if platform.repair_app(57) <> '{"steps": []}' or exists (select from platform.verify_app(57)) then
    return 'not repaired by ' || v_steps::text;
  end if;
  return (select string_agg(step, ', ') from jsonb_array_elements_text(v_steps) as step);
end
$$;
create function pg_temp.spec_of(name text) returns jsonb language sql as $$ select platform.describe_table(57, name) $$;
select set_config('tests.items', pg_temp.spec_of('items')::text, true), set_config('tests.todos', pg_temp.spec_of('todos')::text, true);

select sandbox.run_as_app(57, 'alter table public.app_57_items disable row level security');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'row security');
select sandbox.run_as_app(57, 'drop policy app_isolation on public.app_57_items');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a policy that is gone');
select sandbox.run_as_app(57, 'alter policy app_isolation on public.app_57_items using (true)');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a policy that says something else');
select sandbox.run_as_app(57, 'grant all on public.app_57_items to anon, public');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'stray grants');
select sandbox.run_as_app(57, 'grant update (note) on public.app_57_items to anon');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a stray grant on a column');
select sandbox.run_as_app(57, 'revoke select on public.app_57_items from authenticated');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a missing grant');
select sandbox.run_as_app(57, 'drop trigger set_updated_at on public.app_57_items; alter table public.app_57_items disable trigger keep_owner');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'triggers that are gone or switched off');
select sandbox.run_as_app(57, 'alter table public.app_57_users disable row level security; revoke update (full_name) on public.app_57_users from authenticated');
select is(pg_temp.repair(), 'restored protection of table app_57_users', 'the profile table');

select sandbox.run_as_app(57, 'alter table public.app_57_items drop column note');
select alike(pg_temp.repair(), 'added column app_57_items.note, created index app_57_items_note%', 'a column with its index');
select is(pg_temp.spec_of('items'), current_setting('tests.items')::jsonb, 'the table is described as before');
select is((select note from public.app_57_items), 'none', 'its row has the default');
select sandbox.run_as_app(57, 'alter table public.app_57_items drop column list_id');
select alike(pg_temp.repair(), 'added column app_57_items.list_id, created index %', 'a reference with its index');
select is(jsonb_path_query_first(pg_temp.spec_of('items'), '$.columns[*] ? (@.name == "list_id").references'), '{"table": "lists", "on_delete": "set_null"}', 'points where it pointed');
do $$
begin
  perform sandbox.run_as_app(57, format('drop index public.%I', (
    select relname from pg_class where oid = (select indexrelid from pg_index where indrelid = 'public.app_57_items'::regclass and indnatts = 2))));
end
$$;
select alike(pg_temp.repair(), 'created index app_57_items_user_id_created_at%', 'the index of the owner');

select sandbox.run_as_app(57, 'drop table public.app_57_todos');
select is(pg_temp.repair(), 'created table app_57_todos', 'a table');
select is(pg_temp.spec_of('todos'), current_setting('tests.todos')::jsonb, 'is described as before');
select is((select count(*)::integer from public.app_57_todos), 0, 'its rows are lost');
delete from platform.app_tables where app_id = 57 and name = 'news';
select is(tests.error_of('select platform.repair_app(57)'), '42501 app_not_sound', 'a table that the registry lost is not guessed');
select is(platform.repair_app(57, '{"tables": [{"name": "news", "scope": "read_only", "columns": [{"name": "text", "type": "text"}]}]}') -> 'steps' -> 0,
  '"registered table app_57_news"', 'but registered where it is desired');
select is((select count(*)::integer from public.app_57_news), 2, 'its rows are kept');

delete from public.app_57_users where id = tests.user_id('alice');
select is(pg_temp.repair(), 'created 1 profiles', 'a profile');
select is((select email from public.app_57_users where id = tests.user_id('alice')), 'alice@example.com', 'with what the account says');
update platform.shards set app_count = 0, table_count = 0 where is_local;
select alike(pg_temp.repair(), 'counted % apps and % tables', 'the counts of the shard');
select * from finish();
rollback;
