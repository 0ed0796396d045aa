-- ISO-4: a private row moves to no other owner: not to a member of the app, nor to anybody else.
begin;
select plan(7);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('update public.app_57_todos set user_id = tests.user_id(%L) where true', name), '42501', null,
  format('alice gives her row not to %s', name))
from unnest(array['bob', 'eve', 'nobody']) as name;
select throws_ok('update public.app_57_todos set user_id = null where true', '42501', null, 'nor to no one');
select is_empty($$update public.app_57_todos set user_id = tests.user_id('alice') where text = 'of bob' returning id$$, 'alice takes no row of bob');
select isnt_empty($$update public.app_57_todos set user_id = tests.user_id('alice'), text = 'changed' where true returning id$$,
  'alice states herself as the owner of her row');

select tests.act_as_owner();
select results_eq('select user_id, text from public.app_57_todos order by text',
  $$ values (tests.user_id('alice'), 'changed'), (tests.user_id('bob'), 'of bob') $$, 'the rows have their owners');

select * from finish();
rollback;
