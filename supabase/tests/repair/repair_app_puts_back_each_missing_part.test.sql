-- repair_app restores each missing or changed part. Afterwards the app is sound, and a second run takes no step.
begin;
select plan(23);
select tests.cast();
select platform.create_table(57, '{"name": "items", "scope": "shared", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "note", "type": "text", "default": "none", "max_length": 50}],
  "indexes": [{"columns": ["note"], "unique": true}]}');
insert into public.app_57_items (user_id, note) values (tests.user_id('alice'), 'kept');
-- Repairs the app and returns the steps, provided that the app is sound afterwards and a second run takes no step.
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
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'row security is enabled again');
select sandbox.run_as_app(57, 'drop policy app_isolation on public.app_57_items');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a missing policy is restored');
select sandbox.run_as_app(57, 'alter policy app_isolation on public.app_57_items using (true)');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a changed policy is restored');
select sandbox.run_as_app(57, 'grant all on public.app_57_items to anon, public');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'stray grants are revoked');
select sandbox.run_as_app(57, 'grant update (note) on public.app_57_items to anon');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a stray grant on a column is revoked');
select sandbox.run_as_app(57, 'revoke select on public.app_57_items from authenticated');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'a missing grant is restored');
select sandbox.run_as_app(57, 'drop trigger set_updated_at on public.app_57_items;
  alter table public.app_57_items disable trigger keep_owner');
select is(pg_temp.repair(), 'restored protection of table app_57_items', 'missing and disabled triggers are restored');
select sandbox.run_as_app(57, 'alter table public.app_57_users disable row level security;
  revoke update (full_name) on public.app_57_users from authenticated');
select is(pg_temp.repair(), 'restored protection of table app_57_users', 'the protection of the profile table is restored');

select sandbox.run_as_app(57, 'alter table public.app_57_items drop column note');
select alike(pg_temp.repair(), 'added column app_57_items.note, created index app_57_items_note%',
  'a missing column is restored with its index');
select is(pg_temp.spec_of('items'), current_setting('tests.items')::jsonb, 'the table with the restored column is described as before');
select is((select note from public.app_57_items), 'none', 'the restored column has its default in the existing row');
select sandbox.run_as_app(57, 'alter table public.app_57_items drop column list_id');
select alike(pg_temp.repair(), 'added column app_57_items.list_id, created index %', 'a missing reference is restored with its index');
select is(jsonb_path_query_first(pg_temp.spec_of('items'), '$.columns[*] ? (@.name == "list_id").references'),
  '{"table": "lists", "on_delete": "set_null"}', 'the restored reference points where it pointed before');
do $$
begin
  perform sandbox.run_as_app(57, format('drop index public.%I', (
    select relname from pg_class where oid = (
      select indexrelid from pg_index where indrelid = 'public.app_57_items'::regclass and indnatts = 2))));
end
$$;
select alike(pg_temp.repair(), 'created index app_57_items_user_id_created_at%', 'the index over the owner is restored');

select sandbox.run_as_app(57, 'drop table public.app_57_todos');
select is(pg_temp.repair(), 'created table app_57_todos', 'a missing table is created again');
select is(pg_temp.spec_of('todos'), current_setting('tests.todos')::jsonb, 'the table created again is described as before');
select is((select count(*)::integer from public.app_57_todos), 0, 'the table created again has lost its rows');
delete from platform.app_tables where app_id = 57 and name = 'news';
select is(tests.error_of('select platform.repair_app(57)'), '42501 app_not_sound',
  'repair_app does not guess the spec of a table that the registry lost');
select is(
  platform.repair_app(57, '{"tables": [{"name": "news", "scope": "read_only",
    "columns": [{"name": "text", "type": "text"}]}]}') -> 'steps' -> 0,
  '"registered table app_57_news"', 'a table that the registry lost is registered where it is desired');
select is((select count(*)::integer from public.app_57_news), 2, 'the registered table keeps its rows');

delete from public.app_57_users where id = tests.user_id('alice');
select is(pg_temp.repair(), 'created 1 profiles', 'a missing profile is created again');
select is((select email from public.app_57_users where id = tests.user_id('alice')), 'alice@example.com',
  'the profile created again has the email address of the account');
update platform.shards set app_count = 0, table_count = 0 where is_local;
select alike(pg_temp.repair(), 'counted % apps and % tables', 'wrong counts of the shard are corrected');
select * from finish();
rollback;
