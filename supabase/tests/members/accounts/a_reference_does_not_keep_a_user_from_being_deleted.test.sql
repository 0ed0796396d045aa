-- MEM-2, ISO-8: rows that others attach to a member with on_delete restrict do not prevent the deletion of the account or the end of
-- the membership. Otherwise any member could keep another in the shard.
begin;
select plan(10);
select tests.cast();
select platform.create_table(57, '{"name": "items", "scope": "shared", "columns": [
  {"name": "assignee", "type": "uuid", "references": {"table": "users", "on_delete": "restrict"}},
  {"name": "list_id", "type": "uuid", "references": {"table": "lists", "on_delete": "restrict"}}]}');
select platform.create_table(57, '{"name": "notes", "scope": "shared", "columns": [
  {"name": "item_id", "type": "uuid", "required": true, "references": {"table": "items", "on_delete": "restrict"}}]}');
select tests.act_as('bob');
insert into public.app_57_items (assignee) values (tests.user_id('alice'));
insert into public.app_57_items (id, list_id) select tests.user_id('item'), id from public.app_57_lists where text = 'of alice';
insert into public.app_57_notes (item_id) values (tests.user_id('item'));
select throws_ok($$delete from public.app_57_lists where text = 'of alice'$$,
  '23503', null, 'a list with items cannot be deleted by a user');
select throws_ok('delete from public.app_57_items where list_id is not null',
  '23503', null, 'an item with notes cannot be deleted by a user');
select tests.act_as_owner();

savepoint attached;
select lives_ok($$delete from auth.users where id = tests.user_id('alice')$$, 'the account of alice can be deleted');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'the profile of alice is deleted with her account');
select results_eq('select text from public.app_57_lists',
  array['of bob'], 'the list of alice is deleted with her account and that of bob remains');
rollback to attached;
select lives_ok($$update auth.users set deleted_at = now() where id = tests.user_id('alice')$$,
  'the account of alice can be marked as deleted by Auth');
select results_eq('select email from public.app_57_users',
  array['bob@example.com'], 'the profile of alice is deleted when her account is marked as deleted');
rollback to attached;
select lives_ok($$select platform.remove_member(57, tests.user_id('alice'))$$, 'the platform can remove alice from the app');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'the profile of alice is deleted with her membership');
rollback to attached;
select tests.act_as('alice');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'alice can leave the app');

select * from finish();
rollback;
