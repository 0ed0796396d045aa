-- ISO-5: a visitor who is not signed in reads public_read tables and nothing else.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('anon');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'anon reads the posts of 57');
select results_eq('select text from public.app_58_posts', array['of eve'], 'anon reads the posts of 58');
select throws_ok('select from public.app_57_' || name, '42501', null, 'anon reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select throws_ok($$
  select posts.text, users.email from public.app_57_posts as posts left join public.app_57_users as users on users.id = posts.user_id
$$, '42501', null, 'anon embeds no profile in a post');
select throws_ok('select from public.app_57_posts for ' || strength, '42501', null, format('anon locks no post for %s', strength))
from unnest(array['update', 'share']) as strength;

select * from finish();
rollback;
