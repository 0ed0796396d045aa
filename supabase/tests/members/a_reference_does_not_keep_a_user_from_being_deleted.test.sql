-- MEM-2, ISO-8: whatever rows others attach to a member with on_delete restrict, the account can be deleted and the membership
-- ended: else any member could keep another in the shard.
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
select throws_ok($$delete from public.app_57_lists where text = 'of alice'$$, '23503', null, 'restrict keeps a list with items');
select throws_ok('delete from public.app_57_items where list_id is not null', '23503', null, 'and an item with notes');
select tests.act_as_owner();

savepoint attached;
select lives_ok($$delete from auth.users where id = tests.user_id('alice')$$, 'it does not keep the account of alice');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'her profile is gone');
select results_eq('select text from public.app_57_lists', array['of bob'], 'so is her list; bob keeps what is not attached to her');
rollback to attached;
select lives_ok($$update auth.users set deleted_at = now() where id = tests.user_id('alice')$$, 'nor does it keep Auth from marking the account as deleted');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'with the same effect');
rollback to attached;
select lives_ok($$select platform.remove_member(57, tests.user_id('alice'))$$, 'nor the platform from removing her');
select results_eq('select email from public.app_57_users', array['bob@example.com'], 'with the same effect');
rollback to attached;
select tests.act_as('alice');
select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'nor herself from leaving');

select * from finish();
rollback;
