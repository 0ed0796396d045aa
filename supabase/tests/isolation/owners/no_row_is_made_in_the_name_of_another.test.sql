-- ISO-4: a member inserts rows only in their own name, in every scope, whatever the form of the INSERT.
begin;
select plan(18);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'admin');

select tests.act_as('alice');
select throws_ok(format('insert into public.app_57_%s (user_id, text) values (tests.user_id(''bob''), ''x'')', name), '42501', null,
  format('alice inserts no row in the name of bob into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_57_%1$s (user_id, text) select tests.user_id(''bob''), text from public.app_57_%1$s', name),
  '42501', null, format('alice copies no row into the name of bob in %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format(
    'with made as (insert into public.app_57_%s (user_id, text) values (tests.user_id(''bob''), ''x'') returning id) '
    'select id from made', name),
  '42501', null, format('alice inserts no row in the name of bob into %s in a CTE', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$insert into public.app_57_todos (user_id, text) values (null, 'x')$$,
  '42501', null, 'alice inserts no row without an owner');

select tests.act_as_owner();
select is_empty($$
  select text from public.app_57_todos where text = 'x' union all select text from public.app_57_lists where text = 'x'
  union all select text from public.app_57_posts where text = 'x' union all select text from public.app_57_news where text = 'x'
$$, 'the tables of 57 have no such row');

select tests.act_as('alice');
select results_eq(format('insert into public.app_57_%s (text) values (''mine'') returning user_id', name), array[tests.user_id('alice')],
  format('alice inserts a row of her own into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;

select * from finish();
rollback;
