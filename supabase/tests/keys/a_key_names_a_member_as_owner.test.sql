-- KEY-2: a key has no user, so each row that it inserts names a member of the app as its owner. Where the owner of a row is fixed
-- for users, it is fixed for keys.
begin;
select plan(13);
select tests.cast();
select tests.create_key('of 57', 57);

select tests.act_as_key('of 57', 57);
select throws_ok(format($$insert into public.app_57_%s (text) values ('x')$$, name),
  '23502', null, 'the key inserts no row without an owner into ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('eve'), 'x')$$, name), '23503', null,
  'the key inserts no row of a user who is not a member of the app into ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$update public.app_57_%s set user_id = tests.user_id('bob') where user_id = tests.user_id('alice')$$, name),
  '42501', null, 'the key gives no row another owner in ' || name)
from unnest(array['lists', 'news']) as name;
select lives_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$,
  'the key inserts a row with an owner');

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('own')$$, 'a user inserts a row without naming the owner');
select results_eq($$select text from public.app_57_todos order by text$$,
  array['of alice', 'own', 'x'], 'the owner finds the row that the key inserted');

select * from finish();
rollback;
