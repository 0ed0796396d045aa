-- ISO-4: a read_only row, which every admin of the app may change, never gets another owner.
begin;
select plan(6);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'admin');

select tests.act_as('alice');
select throws_ok(format('update public.app_57_news set user_id = tests.user_id(%L) where text = ''of alice''', name), '42501', null,
  format('alice does not give her row to %s', name))
from unnest(array['bob', 'eve']) as name;
select throws_ok($$update public.app_57_news set user_id = null where text = 'of alice'$$,
  '42501', null, 'alice does not remove the owner of her row');
select throws_ok($$update public.app_57_news set user_id = tests.user_id('alice') where text = 'of bob'$$,
  '42501', null, 'alice does not make herself the owner of a row of bob');
select isnt_empty($$update public.app_57_news set text = 'changed' where text = 'of bob' returning id$$,
  'alice changes the text of a row of bob');

select tests.act_as_owner();
select results_eq('select user_id, text from public.app_57_news order by text desc',
  $$ values (tests.user_id('alice'), 'of alice'), (tests.user_id('bob'), 'changed') $$, 'the rows keep their owners');

select * from finish();
rollback;
