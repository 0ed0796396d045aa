-- ISO-3: only its owner changes and deletes a private row, even within the app and against a member who knows its id.
begin;
select plan(10);
select tests.cast();
update public.app_57_todos set id = tests.user_id('row') where text = 'of bob';

select tests.act_as('alice');
select is_empty($$update public.app_57_todos set text = 'x' where id = tests.user_id('row') returning id$$, 'alice changes no row of bob');
select is_empty($$delete from public.app_57_todos where id = tests.user_id('row') returning id$$, 'alice deletes no row of bob');
select throws_ok($$
  insert into public.app_57_todos (id, text) values (tests.user_id('row'), 'x') on conflict (id) do update set text = excluded.text
$$, '42501', null, 'alice upserts no row of bob');
select throws_ok('merge into public.app_57_todos using (values (1)) as one on true when matched then ' || action, '42501', null,
  format('alice cannot merge into a row of bob with %s', action))
from unnest(array['delete', $$update set text = 'x'$$]) as action;
select is_empty($$
  with changed as (update public.app_57_todos set text = 'x' where text = 'of bob' returning id) select id from changed
$$, 'alice changes no row of bob in a CTE');
select results_eq($$update public.app_57_todos set text = 'changed' where true returning user_id$$, array[tests.user_id('alice')],
  'alice changes only her own row with an UPDATE of all rows');

select tests.act_as_owner();
select results_eq('select text from public.app_57_todos order by text', array['changed', 'of bob'], 'the row of bob is unchanged');

select tests.act_as('bob');
select isnt_empty($$update public.app_57_todos set text = 'x' where id = tests.user_id('row') returning id$$, 'bob changes his row');
select isnt_empty($$delete from public.app_57_todos where id = tests.user_id('row') returning id$$, 'bob deletes his row');

select * from finish();
rollback;
