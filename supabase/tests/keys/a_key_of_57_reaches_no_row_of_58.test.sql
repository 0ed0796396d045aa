-- KEY-4: a key reaches no row of another app, by no command, whatever the scope: not even rows that anybody may read, which
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
  'it inserts no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$update public.app_58_%s set text = 'x' where true returning 1$$, name), 'it changes no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$delete from public.app_58_%s where true returning 1$$, name), 'it deletes no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('select own.id from public.app_57_%1$s as own cross join public.app_58_%1$s as foreign_rows', name), 'it joins no ' || name || ' of 58')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) select user_id, text from public.app_58_%1$s
  union all select tests.user_id('eve'), 'guessed'$$, name), '23503', null, 'it gives eve no ' || name)
from unnest(array['todos', 'lists']) as name;

select tests.act_as_key('of 58', 58);
select results_eq(format('select text from public.app_58_%s', name), array['of eve'], 'the key of 58 finds the ' || name || ' as they were')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty('select from public.app_57_todos', 'and no todos of 57');
select tests.act_as_role('anon');
select results_eq('select text from public.app_58_posts', array['of eve'], 'anybody reads the posts of 58');
select tests.act_as_key('of 57', 57);
select isnt_empty('select from public.app_57_todos', 'the key of 57 works');
select is((select count(*) from public.app_57_posts), 2::bigint, 'also on posts');

select * from finish();
rollback;
