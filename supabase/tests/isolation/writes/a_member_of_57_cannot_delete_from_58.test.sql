-- ISO-2: only its members delete the rows of an app, whatever the form of the DELETE.
begin;
select plan(11);
select tests.cast();

select tests.act_as('alice');
select is_empty(format('delete from public.app_58_%s where true returning id', name), format('alice deletes no row from %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok('delete from public.app_58_users where true', '42501', null, 'alice deletes no profile of 58');
select is_empty($$
  with moved as (delete from public.app_58_lists where true returning text)
  insert into public.app_57_lists (text) select text from moved returning id
$$, 'alice moves no row of 58 into 57');
select is_empty($$
  delete from public.app_58_posts using public.app_57_posts as mine where mine.text = 'of alice' returning 1
$$, 'alice deletes no post of 58 by a join with her own');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_58_todos union all select text from public.app_58_lists
  union all select text from public.app_58_posts union all select text from public.app_58_news
$$, array['of eve', 'of eve', 'of eve', 'of eve'], 'the tables of 58 are unchanged');

select tests.act_as('eve');
select results_eq(format('delete from public.app_58_%s where true returning text', name), array['of eve'],
  format('eve deletes her row from %s of 58', name))
from unnest(array['todos', 'lists', 'posts']) as name;

select * from finish();
rollback;
