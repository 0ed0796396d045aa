-- ISO-4: a private row never gets another owner, whether a member of the app or not.
begin;
select plan(7);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('update public.app_57_todos set user_id = tests.user_id(%L) where true', name), '42501', null,
  format('alice does not give her row to %s', name))
from unnest(array['bob', 'eve', 'nobody']) as name;
select throws_ok('update public.app_57_todos set user_id = null where true', '42501', null, 'alice does not remove the owner of her row');
select is_empty($$update public.app_57_todos set user_id = tests.user_id('alice') where text = 'of bob' returning id$$,
  'alice does not make herself the owner of a row of bob');
select isnt_empty($$update public.app_57_todos set user_id = tests.user_id('alice'), text = 'changed' where true returning id$$,
  'alice may name herself as the owner of her own row');

select tests.act_as_owner();
select results_eq('select user_id, text from public.app_57_todos order by text',
  $$ values (tests.user_id('alice'), 'changed'), (tests.user_id('bob'), 'of bob') $$, 'the rows keep their owners');

select * from finish();
rollback;
