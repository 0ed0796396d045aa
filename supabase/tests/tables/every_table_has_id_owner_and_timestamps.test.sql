-- Every table has an id, an owner and two timestamps, which are set automatically.
begin;
select plan(11);
select tests.cast();

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('mine')$$, 'alice inserts a row with only the columns of the spec');
select is((select user_id from public.app_57_todos where text = 'mine'), tests.user_id('alice'),
  'the owner of a row is the user who inserts it');
select isnt((select id from public.app_57_todos where text = 'mine'), null, 'the id of a row is set automatically');
select is((select created_at from public.app_57_todos where text = 'mine'), now(), 'created_at is set automatically');
select is((select updated_at from public.app_57_todos where text = 'mine'), now(), 'updated_at is set automatically');
select tests.act_as_owner();
update public.app_57_todos set updated_at = '2020-01-01', created_at = '2020-01-01' where text = 'mine';
select is((select updated_at from public.app_57_todos where text = 'mine'), now(),
  'updated_at is set by every update, whatever the update says');
select is((select created_at from public.app_57_todos where text = 'mine'), '2020-01-01',
  'created_at is not set automatically by an update');

select col_is_pk('public', 'app_57_todos', 'id', 'id is the primary key');
select col_not_null('public', 'app_57_todos', 'user_id', 'every row has an owner');
select fk_ok('public', 'app_57_todos', 'user_id', 'public', 'app_57_users', 'id', 'the owner of a row has a profile in the app');
delete from platform.app_members where app_id = 57 and user_id = tests.user_id('alice');
select is_empty($$select * from public.app_57_todos where user_id = tests.user_id('alice')$$, 'the rows of a former member are deleted');

select * from finish();
rollback;
