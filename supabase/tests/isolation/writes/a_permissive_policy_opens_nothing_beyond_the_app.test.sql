-- ISO-9: a permissive policy that an app adds to its tables, with every privilege granted to PUBLIC, opens nothing to anyone but
-- the app's members.
begin;
select plan(33);
select tests.cast();
select sandbox.run_as_app(57, format(
  'create policy open on public.app_57_%1$s for all to public using (true) with check (true); '
  'grant select, insert, update, delete on public.app_57_%1$s to public', name))
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos order by text',
  array['of alice', 'of bob'], 'the policy opens private rows to the members of the app');

select tests.act_as('mallory');
select is_empty('select from public.app_57_' || name, 'mallory reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok(format('insert into public.app_57_%s (user_id, text) values (tests.user_id(''alice''), ''x'')', name), '42501', null,
  'mallory inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$insert into public.app_57_users (id) values (tests.user_id('mallory'))$$, '42501', null, 'mallory creates no profile');
select is_empty(format('update public.app_57_%s set updated_at = now() where true returning 1', name), 'mallory changes no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok($$update public.app_57_posts set text = 'x' where true$$,
  '42501', null, 'mallory changes no post, although she reads the posts');
select is_empty(format('delete from public.app_57_%s where true returning 1', name), 'mallory deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as_role('anon');
select is_empty('select from public.app_57_' || name, 'anon reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok(format('insert into public.app_57_%s (user_id, text) values (tests.user_id(''alice''), ''x'')', name), '42501', null,
  'anon inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$update public.app_57_posts set text = 'x' where true$$,
  '42501', null, 'anon changes no post, although it reads the posts');
select is_empty('delete from public.app_57_posts where true returning 1', 'anon deletes no post');

select tests.act_as_owner();
select results_eq($$
  select text, count(*) from (
    select text from public.app_57_todos union all select text from public.app_57_lists
    union all select text from public.app_57_posts union all select text from public.app_57_news
  ) as held group by text order by text
$$, $$ values ('of alice', 4::bigint), ('of bob', 4) $$, 'the tables of 57 are unchanged');
select results_eq('select email from public.app_57_users order by email',
  array['alice@example.com', 'bob@example.com'], 'the profiles of 57 are unchanged');

select platform.update_member(57, tests.user_id('bob'), status => 'suspended');
select tests.act_as('bob');
select is_empty('select from public.app_57_todos', 'the policy opens nothing to a suspended member');

select * from finish();
rollback;
