-- MEM-2: rows of two members that reference each other with on_delete restrict do not prevent the deletion of either account.
begin;
select plan(4);
select tests.cast();
select platform.create_table(57, '{"name": "items", "scope": "shared", "columns": [
  {"name": "parent", "type": "uuid", "references": {"table": "items", "on_delete": "restrict"}}]}');
select tests.act_as('alice');
insert into public.app_57_items (id) values (tests.user_id('of alice'));
select tests.act_as('bob');
insert into public.app_57_items (id, parent) values (tests.user_id('of bob'), tests.user_id('of alice'));
update public.app_57_items set parent = tests.user_id('of bob') where id = tests.user_id('of alice');
select throws_ok('delete from public.app_57_items where id = tests.user_id(''of alice'')',
  '23503', null, 'bob cannot delete a row of the cycle');

select tests.act_as_owner();
select lives_ok($$delete from auth.users where id = tests.user_id('alice')$$, 'the account of alice can be deleted');
select is_empty('select from public.app_57_items where id = tests.user_id(''of alice'')', 'the row of alice is deleted with her account');
select lives_ok($$delete from auth.users where id = tests.user_id('bob')$$, 'the account of bob can be deleted after that');

select * from finish();
rollback;
