-- ISO-8: a suspended member no longer reads or writes anything with a token issued before, while the other members keep their access.
begin;
select plan(27);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'admin', status => 'suspended');

select tests.act_as('alice');
select is_empty('select from public.app_57_' || name, 'alice reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select results_eq('select text from public.app_57_posts order by text',
  array['of alice', 'of bob'], 'alice reads the posts, as anyone may');
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name), '42501', null, 'alice inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_57_%s set text = ''x'' where true returning 1', name), 'alice changes no ' || name)
from unnest(array['todos', 'lists', 'news']) as name;
select throws_ok($$update public.app_57_posts set text = 'x' where text = 'of alice'$$,
  '42501', null, 'alice does not change her own post');
select is_empty($$update public.app_57_users set full_name = 'x' where true returning 1$$, 'alice changes no profile');
select is_empty(format('delete from public.app_57_%s where true returning 1', name), 'alice deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is(public.my_apps(), '[]', 'alice is not shown the app');

select tests.act_as('bob');
select isnt_empty('select from public.app_57_' || name, 'bob still reads ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as_owner();
select results_eq($$
  select text, count(*) from (
    select text from public.app_57_todos union all select text from public.app_57_lists
    union all select text from public.app_57_posts union all select text from public.app_57_news
  ) as held group by text order by text
$$, $$ values ('of alice', 4::bigint), ('of bob', 4) $$, 'the tables of 57 are unchanged');
select platform.update_member(57, tests.user_id('alice'), status => 'active');
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again once she is readmitted');
select lives_ok($$insert into public.app_57_todos (text) values ('new')$$, 'alice writes again once she is readmitted');

select * from finish();
rollback;
