-- ISO-4: a shared row, which every member may change, moves to no other owner.
begin;
select plan(8);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('update public.app_57_lists set user_id = tests.user_id(%L) where text = ''of alice''', name), '42501', null,
  format('alice gives her row not to %s', name))
from unnest(array['bob', 'eve', 'nobody']) as name;
select throws_ok($$update public.app_57_lists set user_id = null where text = 'of alice'$$, '42501', null, 'nor to no one');
select throws_ok($$update public.app_57_lists set user_id = tests.user_id('alice') where text = 'of bob'$$, '42501', null, 'alice takes no row of bob');
select isnt_empty($$update public.app_57_lists set text = 'changed' where text = 'of bob' returning id$$, 'alice changes what the row of bob says');
select isnt_empty($$update public.app_57_lists set user_id = tests.user_id('bob') where text = 'changed' returning id$$, 'and may state its owner');

select tests.act_as_owner();
select results_eq('select user_id, text from public.app_57_lists order by text desc',
  $$ values (tests.user_id('alice'), 'of alice'), (tests.user_id('bob'), 'changed') $$, 'the rows have their owners');

select * from finish();
rollback;
