-- MEM-2: an account that Auth marks as deleted, and keeps, is deleted from every app of the shard.
begin;
select plan(6);
select tests.cast();
select platform.add_member(58, tests.user_id('alice'));
insert into public.app_58_lists (user_id, text) values (tests.user_id('alice'), 'of alice in 58');

-- As in a session of Auth, which also blanks the address.
select set_config('search_path', 'auth', true);
update auth.users set deleted_at = now(), email = md5(email) where id = tests.user_id('alice');
select set_config('search_path', 'public, extensions', true);

select is_empty('select from platform.app_members where user_id = tests.user_id(''alice'')', 'alice has no membership');
select is_empty(format('select from public.app_%s_users where id = tests.user_id(''alice'')', app),
  format('alice has no profile in %s', app))
from unnest(array[57, 58]) as app;
select is_empty(string_agg(format('select from public.app_%s_%s where user_id = tests.user_id(''alice'')', app, name), ' union all '),
  'alice has no row in any table')
from unnest(array[57, 58]) as app, unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq('select text from public.app_57_lists union all select text from public.app_58_lists',
  array['of bob', 'of eve'], 'the rows of bob and eve remain');
select bag_eq('select user_id from platform.app_members where app_id in (57, 58)', array[tests.user_id('bob'), tests.user_id('eve')],
  'the memberships of bob and eve remain');

select * from finish();
rollback;
