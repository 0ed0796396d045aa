-- KEY-1: a key reads every row of its app, whoever owns it and whatever the scope of its table, and every profile.
begin;
select plan(11);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('reader of 57', 57, '{read}');

select tests.act_as_key('of 57', 57);
select results_eq(format('select text from public.app_57_%s order by text', name),
  array['of alice', 'of bob'], 'the key reads all ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq('select id from public.app_57_users order by email',
  array[tests.user_id('alice'), tests.user_id('bob')], 'the key reads all profiles');

select tests.act_as_key('reader of 57', 57);
select results_eq(format('select text from public.app_57_%s order by text', name),
  array['of alice', 'of bob'], 'a key that may only read reads all ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq('select id from public.app_57_users order by email',
  array[tests.user_id('alice'), tests.user_id('bob')], 'a key that may only read reads all profiles');

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'a user still reads only their own rows');

select * from finish();
rollback;
