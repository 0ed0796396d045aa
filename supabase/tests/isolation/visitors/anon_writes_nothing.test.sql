-- ISO-5: a visitor who is not signed in writes to no table of an app, public or not.
begin;
select plan(26);
select tests.cast();

select tests.act_as_role('anon');
select throws_ok(format('insert into public.app_57_%s (user_id, text) values (tests.user_id(''alice''), ''x'')', name), '42501', null,
  format('anon inserts nothing into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_57_%s default values', name),
  '42501', null, format('anon inserts no default row into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format('update public.app_57_%s set updated_at = now() where true', name),
  '42501', null, format('anon changes nothing in %s', name))
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format('delete from public.app_57_%s where true', name), '42501', null, format('anon deletes nothing from %s', name))
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format('truncate public.app_57_%s', name), '42501', null, format('anon truncates no %s', name))
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as_owner();
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'the posts are unchanged');

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_posts (text) values ('new')$$, 'a member inserts a post');

select * from finish();
rollback;
