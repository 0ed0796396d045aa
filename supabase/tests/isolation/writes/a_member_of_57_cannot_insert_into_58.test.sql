-- ISO-2: only its members insert rows into an app, whatever the form of the INSERT.
begin;
select plan(19);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('insert into public.app_58_%s (text) values (''x'')', name), '42501', null,
  format('alice inserts nothing into %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_58_%s (user_id, text) values (tests.user_id(''eve''), ''x'') returning id', name),
  '42501', null, format('alice inserts nothing into %s of 58 in the name of eve', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_58_%1$s (text) select text from public.app_57_%1$s', name), '42501', null,
  format('alice copies no row of her own into %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$insert into public.app_58_users (id, email) values (tests.user_id('alice'), 'alice@example.com')$$, '42501', null,
  'alice creates no profile for herself in 58');
select throws_ok($$with made as (insert into public.app_58_lists (text) values ('x') returning id) select id from made$$, '42501', null,
  'alice inserts nothing into 58 in a CTE');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_58_todos union all select text from public.app_58_lists
  union all select text from public.app_58_posts union all select text from public.app_58_news
$$, array['of eve', 'of eve', 'of eve', 'of eve'], 'the tables of 58 are unchanged');
select results_eq('select id from public.app_58_users', array[tests.user_id('eve')], 'eve still has the only profile in 58');

select tests.act_as('eve');
select results_eq(format('insert into public.app_58_%s (text) values (''new'') returning user_id', name), array[tests.user_id('eve')],
  format('eve inserts into %s of 58', name))
from unnest(array['todos', 'lists', 'posts']) as name;

select * from finish();
rollback;
