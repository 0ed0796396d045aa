-- KEY-4: a key reaches no row of another app, with any command, whatever the scope: not even rows that anyone may read, which
-- its holder reads without the key.
begin;
select plan(31);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('of 58', 58);

select tests.act_as_key('of 57', 57);
select is_empty('select * from public.app_58_' || name, 'the key of 57 reads no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format($$insert into public.app_58_%s (user_id, text) values (tests.user_id('eve'), 'x')$$, name), '42501', null,
  'the key of 57 inserts no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$update public.app_58_%s set text = 'x' where true returning 1$$, name),
  'the key of 57 changes no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$delete from public.app_58_%s where true returning 1$$, name), 'the key of 57 deletes no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('select own.id from public.app_57_%1$s as own cross join public.app_58_%1$s as foreign_rows', name),
  'the key of 57 joins no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) select user_id, text from public.app_58_%1$s
  union all select tests.user_id('eve'), 'guessed'$$, name), '23503', null, 'the key of 57 inserts no row of eve into ' || name)
from unnest(array['todos', 'lists']) as name;

select tests.act_as_key('of 58', 58);
select results_eq(format('select text from public.app_58_%s', name), array['of eve'], 'the key of 58 finds its ' || name || ' unchanged')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty('select from public.app_57_todos', 'the key of 58 reads no todos of 57');
select tests.act_as_role('anon');
select results_eq('select text from public.app_58_posts', array['of eve'], 'anyone reads the posts of 58');
select tests.act_as_key('of 57', 57);
select isnt_empty('select from public.app_57_todos', 'the key of 57 reads the todos of its own app');
select is((select count(*) from public.app_57_posts), 2::bigint, 'the key of 57 reads the posts of its own app');

select * from finish();
rollback;
