-- ISO-2: a signed-in person who is not a member of any app changes nothing in any app.
begin;
select plan(24);
select tests.cast();

select tests.act_as('mallory');
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name),
  '42501', null, format('mallory inserts nothing into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_57_%s (user_id, text) values (tests.user_id(''alice''), ''x'')', name), '42501', null,
  format('mallory inserts nothing into %s in the name of alice', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_57_%s set text = ''x'' where true returning id', name),
  format('mallory changes nothing in %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('delete from public.app_57_%s where true returning id', name), format('mallory deletes nothing from %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$insert into public.app_57_users (id) values (tests.user_id('mallory'))$$, '42501', null, 'mallory creates no profile');
select is_empty($$update public.app_57_users set full_name = 'x' where true returning id$$, 'mallory changes no profile');

select tests.act_as_owner();
select results_eq($$
  select text, count(*) from (
    select text from public.app_57_todos union all select text from public.app_57_lists
    union all select text from public.app_57_posts union all select text from public.app_57_news
  ) as held group by text order by text
$$, $$ values ('of alice', 4::bigint), ('of bob', 4) $$, 'the tables of 57 are unchanged');

select tests.act_as('alice');
select lives_ok(format('insert into public.app_57_%s (text) values (''new'')', name), format('a member inserts into %s', name))
from unnest(array['todos', 'lists', 'posts']) as name;
select isnt_empty($$update public.app_57_todos set text = 'changed' where text = 'new' returning id$$,
  'a member changes a row of their own');
select isnt_empty($$delete from public.app_57_todos where text = 'changed' returning id$$, 'a member deletes a row of their own');

select * from finish();
rollback;
