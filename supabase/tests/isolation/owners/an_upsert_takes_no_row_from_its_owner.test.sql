-- ISO-4: an upsert on the id of another member's row does not make the caller its owner.
begin;
select plan(6);
select tests.cast();
update public.app_57_todos set id = tests.user_id('row') where text = 'of bob';
update public.app_57_lists set id = tests.user_id('row') where text = 'of bob';
update public.app_57_posts set id = tests.user_id('row') where text = 'of bob';

select tests.act_as('alice');
select throws_ok(format(
    'insert into public.app_57_%s (id, user_id, text) values (tests.user_id(''row''), tests.user_id(''alice''), ''x'') '
    'on conflict (id) do update set user_id = excluded.user_id, text = excluded.text', name), '42501', null,
  format('alice does not make a row of bob hers by an upsert into %s', name))
from unnest(array['todos', 'lists', 'posts']) as name;
select isnt_empty($$
  insert into public.app_57_lists (id, text) values (tests.user_id('row'), 'upserted')
  on conflict (id) do update set text = excluded.text returning id
$$, 'alice upserts the text of a shared row of bob');

select tests.act_as_owner();
select results_eq($$
  select user_id, text from public.app_57_todos where id = tests.user_id('row')
  union all select user_id, text from public.app_57_lists where id = tests.user_id('row')
  union all select user_id, text from public.app_57_posts where id = tests.user_id('row')
$$, $$ values (tests.user_id('bob'), 'of bob'), (tests.user_id('bob'), 'upserted'), (tests.user_id('bob'), 'of bob') $$,
  'the rows still belong to bob');

select tests.act_as('bob');
select isnt_empty($$
  insert into public.app_57_todos (id, user_id, text) values (tests.user_id('row'), tests.user_id('bob'), 'upserted')
  on conflict (id) do update set user_id = excluded.user_id, text = excluded.text returning id
$$, 'bob upserts his own row and names himself as its owner');

select * from finish();
rollback;
