-- ISO-8: a suspended app refuses every token that is out already, in every table and every command, and keeps its rows.
begin;
select plan(28);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'owner');

select tests.act_as('alice');
select isnt_empty('select from public.app_57_' || name, 'alice reads these rows while the app is active: ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select is_empty('select from public.app_57_' || name, 'alice reads no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name), '42501', null, 'alice inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_57_%s set updated_at = now() where true returning 1', name), 'alice changes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty($$update public.app_57_users set full_name = 'x' where true returning 1$$, 'alice changes no profile');
select is_empty(format('delete from public.app_57_%s where true returning 1', name), 'alice deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is(public.my_apps(), '[]', 'alice is not shown the app');
select tests.act_as_role('anon');
select is_empty('select from public.app_57_posts', 'anon reads no posts');

select tests.act_as_owner();
select results_eq($$
  select text, count(*) from (
    select text from public.app_57_todos union all select text from public.app_57_lists
    union all select text from public.app_57_posts union all select text from public.app_57_news
  ) as held group by text order by text
$$, $$ values ('of alice', 4::bigint), ('of bob', 4) $$, 'the tables of the suspended app keep their rows');
select platform.resume_app(57);
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again once the app is resumed');
select lives_ok($$insert into public.app_57_news (text) values ('new')$$, 'alice writes again once the app is resumed');

select * from finish();
rollback;
