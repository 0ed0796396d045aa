-- KEY-1: a key that may write inserts, changes and deletes rows of its app for any member.
begin;
select plan(18);
select tests.cast();
select tests.create_key('of 57', 57);

select tests.act_as_key('of 57', 57);
select results_eq(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('bob'), 'by key') returning text$$, name),
  array['by key'], 'the key inserts ' || name || ' for bob')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq(
  format($$with changed as (update public.app_57_%s set text = text || '!' where true returning 1) select count(*) from changed$$, name),
  array[3::bigint], 'the key changes all ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq(
  format($$
    with deleted as (delete from public.app_57_%s where user_id = tests.user_id('bob') returning 1) select count(*) from deleted
  $$, name),
  array[2::bigint], 'the key deletes the ' || name || ' of bob')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq($$
  insert into public.app_57_todos (id, user_id, text) select id, user_id, 'upserted' from public.app_57_todos
  on conflict (id) do update set text = excluded.text returning text
$$, array['upserted'], 'the key upserts a row');

select tests.act_as_owner();
select results_eq('select text, user_id from public.app_57_' || name,
  format('values (%L, tests.user_id(%L))', case name when 'todos' then 'upserted' else 'of alice!' end, 'alice'),
  'only the row of alice remains in ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq($$
  select text, count(*) from (
    select text from public.app_58_todos union all select text from public.app_58_lists
    union all select text from public.app_58_posts union all select text from public.app_58_news
  ) as held group by text
$$, $$ values ('of eve', 4::bigint) $$, 'the rows of app 58 are unchanged');

select * from finish();
rollback;
