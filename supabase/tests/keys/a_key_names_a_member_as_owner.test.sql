-- KEY-2: a key has no user, so each row that it makes names a member of the app as its owner, and where the owner of a row is
-- fixed for users it is fixed for keys.
begin;
select plan(13);
select tests.cast();
select tests.create_key('of 57', 57);

select tests.act_as_key('of 57', 57);
select throws_ok(format($$insert into public.app_57_%s (text) values ('x')$$, name), '23502', null, 'a row without an owner is no row of ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('eve'), 'x')$$, name), '23503', null,
  'nor is one of a user who is no member of the app: ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$update public.app_57_%s set user_id = tests.user_id('bob') where user_id = tests.user_id('alice')$$, name), '42501', null,
  'the owner of one of the ' || name || ' is fixed')
from unnest(array['lists', 'news']) as name;
select lives_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$, 'with an owner the row is made');

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('own')$$, 'a user need not be named');
select results_eq($$select text from public.app_57_todos order by text$$, array['of alice', 'own', 'x'], 'and finds what the key made');

select * from finish();
rollback;
