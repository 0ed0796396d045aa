begin;
select plan(11);
select tests.cast();

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('mine')$$, 'a row needs its own columns alone');
select is((select user_id from public.app_57_todos where text = 'mine'), tests.user_id('alice'), 'its owner is who makes it');
select isnt((select id from public.app_57_todos where text = 'mine'), null, 'its id comes by itself');
select is((select created_at from public.app_57_todos where text = 'mine'), now(), 'so does the time of creation');
select is((select updated_at from public.app_57_todos where text = 'mine'), now(), 'and of the last change');
select tests.act_as_owner();
update public.app_57_todos set updated_at = '2020-01-01', created_at = '2020-01-01' where text = 'mine';
select is((select updated_at from public.app_57_todos where text = 'mine'), now(), 'updated_at follows every update, whatever it says');
select is((select created_at from public.app_57_todos where text = 'mine'), '2020-01-01', 'created_at does not');

select col_is_pk('public', 'app_57_todos', 'id', 'id is the key');
select col_not_null('public', 'app_57_todos', 'user_id', 'every row has an owner');
select fk_ok('public', 'app_57_todos', 'user_id', 'public', 'app_57_users', 'id', 'who has a profile in the app');
delete from platform.app_members where app_id = 57 and user_id = tests.user_id('alice');
select is_empty($$select * from public.app_57_todos where user_id = tests.user_id('alice')$$, 'the rows of a former member go');

select * from finish();
rollback;
