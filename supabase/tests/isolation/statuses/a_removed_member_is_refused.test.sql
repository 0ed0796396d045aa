-- ISO-8: a removed member no longer reads or writes anything with a token issued before, and the member's rows are deleted.
begin;
select plan(17);
select tests.cast();
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads her row as a member');

select tests.act_as_owner();
select platform.remove_member(57, tests.user_id('alice'));
select tests.act_as('alice');
select is_empty('select from public.app_57_' || name, 'alice reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name), '42501', null, 'alice inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_57_%s set text = ''x'' where true returning 1', name), 'alice changes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty('delete from public.app_57_lists where true returning 1', 'alice deletes no list of bob');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_57_todos union all select text from public.app_57_lists
  union all select text from public.app_57_posts union all select text from public.app_57_news
$$, array['of bob', 'of bob', 'of bob', 'of bob'], 'the rows of alice are deleted and those of bob remain');
select results_eq('select id from public.app_57_users', array[tests.user_id('bob')], 'the profile of alice is deleted');
select tests.act_as('bob');
select results_eq('select text from public.app_57_lists', array['of bob'], 'bob still reads the shared rows');

select * from finish();
rollback;
