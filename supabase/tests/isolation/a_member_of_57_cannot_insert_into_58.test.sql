-- ISO-2: rows are made in an app by its members alone, whatever the form of the INSERT.
begin;
select plan(19);
select tests.cast();

select tests.act_as('alice');
select throws_ok(format('insert into public.app_58_%s (text) values (''x'')', name), '42501', null,
  format('alice inserts nothing into %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_58_%s (user_id, text) values (tests.user_id(''eve''), ''x'') returning id', name), '42501', null,
  format('nor in the name of eve, into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('insert into public.app_58_%1$s (text) select text from public.app_57_%1$s', name), '42501', null,
  format('nor by copying her own rows into %s', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$insert into public.app_58_users (id, email) values (tests.user_id('alice'), 'alice@example.com')$$, '42501', null,
  'alice makes herself no profile in 58');
select throws_ok($$with made as (insert into public.app_58_lists (text) values ('x') returning id) select id from made$$, '42501', null,
  'nor does a CTE insert for her');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_58_todos union all select text from public.app_58_lists
  union all select text from public.app_58_posts union all select text from public.app_58_news
$$, array['of eve', 'of eve', 'of eve', 'of eve'], 'the tables of 58 hold what they held');
select results_eq('select id from public.app_58_users', array[tests.user_id('eve')], 'and eve is its one member');

select tests.act_as('eve');
select results_eq(format('insert into public.app_58_%s (text) values (''new'') returning user_id', name), array[tests.user_id('eve')],
  format('eve inserts into %s of 58', name))
from unnest(array['todos', 'lists', 'posts']) as name;

select * from finish();
rollback;
