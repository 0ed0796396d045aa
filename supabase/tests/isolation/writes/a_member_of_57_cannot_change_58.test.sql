-- ISO-2: only its members change the rows of an app, whatever the form of the UPDATE.
begin;
select plan(16);
select tests.cast();

select tests.act_as('alice');
select is_empty(format('update public.app_58_%s set text = ''x'' where true returning id', name),
  format('alice changes no row in %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_58_%s set user_id = tests.user_id(''alice'') where true returning id', name),
  format('alice makes herself the owner of no row in %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty($$update public.app_58_users set full_name = 'x' where true returning id$$, 'alice changes no profile of 58');
select is_empty($$
  update public.app_58_lists as theirs set text = mine.text from public.app_57_lists as mine where true returning theirs.id
$$, 'alice changes no row of 58 by a join with her own');
select is_empty($$
  with changed as (update public.app_58_lists set text = 'x' where true returning id) select id from changed
$$, 'alice changes no row of 58 in a CTE');
select throws_ok($$
  update public.app_57_lists set text = (select text from public.app_58_lists limit 1) where text = 'of alice'
$$, '23502', null, 'alice copies null instead of a text of 58');

select tests.act_as_owner();
select results_eq($$
  select user_id, text from public.app_58_todos union all select user_id, text from public.app_58_lists
  union all select user_id, text from public.app_58_posts union all select user_id, text from public.app_58_news
$$, $$ select tests.user_id('eve'), 'of eve' from generate_series(1, 4) $$, 'the tables of 58 are unchanged');

select tests.act_as('eve');
select results_eq(format('update public.app_58_%s set text = ''changed'' where true returning user_id', name), array[tests.user_id('eve')],
  format('eve changes her row in %s of 58', name))
from unnest(array['todos', 'lists', 'posts']) as name;

select * from finish();
rollback;
