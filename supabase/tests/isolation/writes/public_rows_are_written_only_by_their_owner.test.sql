-- ISO-7: only the member who inserted it changes and deletes a public_read row, although anyone reads it.
begin;
select plan(12);
select tests.cast();
update public.app_57_posts set id = tests.user_id('row') where text = 'of bob';

select tests.act_as('alice');
select is_empty($$update public.app_57_posts set text = 'x' where id = tests.user_id('row') returning id$$, 'alice changes no post of bob');
select is_empty($$delete from public.app_57_posts where id = tests.user_id('row') returning id$$, 'alice deletes no post of bob');
select throws_ok($$
  insert into public.app_57_posts (id, text) values (tests.user_id('row'), 'x') on conflict (id) do update set text = excluded.text
$$, '42501', null, 'alice upserts no post of bob');
select throws_ok($$
  merge into public.app_57_posts as posts using (values (1)) as one on posts.id = tests.user_id('row') when matched then $$ || action,
  '42501', null, format('alice cannot merge into a post of bob with %s', action))
from unnest(array['delete', $$update set text = 'x'$$]) as action;

select tests.act_as('eve');
select is_empty($$update public.app_57_posts set text = 'x' where true returning id$$, 'eve, a member of another app, changes no post');
select is_empty('delete from public.app_57_posts where true returning id', 'eve, a member of another app, deletes no post');
select throws_ok($$insert into public.app_57_posts (text) values ('x')$$, '42501', null, 'eve, a member of another app, inserts no post');

select tests.act_as_owner();
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'the posts are unchanged');

select tests.act_as('bob');
select isnt_empty($$update public.app_57_posts set text = 'x' where id = tests.user_id('row') returning id$$, 'bob changes his post');
select isnt_empty($$delete from public.app_57_posts where id = tests.user_id('row') returning id$$, 'bob deletes his post');
select results_eq($$insert into public.app_57_posts (text) values ('new') returning user_id$$,
  array[tests.user_id('bob')], 'bob inserts a post in his own name');

select * from finish();
rollback;
