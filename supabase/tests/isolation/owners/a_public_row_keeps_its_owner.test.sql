-- ISO-4: a public_read row never gets another owner.
begin;
select plan(7);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('update public.app_57_posts set user_id = tests.user_id(%L) where text = ''of alice''', name), '42501', null,
  format('alice does not give her row to %s', name))
from unnest(array['bob', 'eve', 'nobody']) as name;
select throws_ok($$update public.app_57_posts set user_id = null where text = 'of alice'$$,
  '42501', null, 'alice does not remove the owner of her row');
select is_empty($$update public.app_57_posts set user_id = tests.user_id('alice') where text = 'of bob' returning id$$,
  'alice does not make herself the owner of a row of bob');
select isnt_empty(
  $$update public.app_57_posts set user_id = tests.user_id('alice'), text = 'changed' where text = 'of alice' returning id$$,
  'alice may name herself as the owner of her own row');

select tests.act_as_owner();
select results_eq('select user_id, text from public.app_57_posts order by text',
  $$ values (tests.user_id('alice'), 'changed'), (tests.user_id('bob'), 'of bob') $$, 'the rows keep their owners');

select * from finish();
rollback;
