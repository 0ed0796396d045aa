-- ISO-8: the token of a user who is deleted reads nothing, writes nothing and joins nothing.
begin;
select plan(13);
select tests.cast();
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads her row while her account exists');

select tests.act_as_owner();
delete from auth.users where id = tests.user_id('alice');
select tests.act_as('alice');
select is_empty('select from public.app_57_' || name, 'alice reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name), '42501', null, 'alice inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty($$update public.app_57_lists set text = 'x' where true returning 1$$, 'alice changes no list');
select throws_ok('select public.join_app(57)', '42501', null, 'alice joins no app');
select is(public.my_apps(), '[]', 'alice sees no app in my_apps');

select tests.act_as('bob');
select results_eq('select text from public.app_57_lists', array['of bob'], 'bob still reads the shared rows');

select * from finish();
rollback;
