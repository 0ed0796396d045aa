-- KEY-5: a key without the scope write changes nothing: an insert or an update is refused, a delete finds no row. The isolation
-- policies are restrictive, so this holds even where the app's own policies allow more.
begin;
select plan(32);
select tests.cast();
select tests.create_key('reader', 57, '{read}');
select tests.create_key('writer', 57);
select sandbox.run_as_app(57, format('create policy everything on public.app_57_%s for all to public using (true) with check (true)', name))
from unnest(array['lists', 'posts']) as name;

select tests.act_as_key('reader', 57);
select results_eq(format('select text from public.app_57_%s order by text', name), array['of alice', 'of bob'], 'the reader reads ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('alice'), 'x')$$, name),
  '42501', null, 'the reader inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$update public.app_57_%s set text = 'x' where true$$, name), '42501', null, 'the reader changes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$delete from public.app_57_%s where true returning 1$$, name), 'the reader deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format($$insert into public.app_57_%s (id, user_id, text) select id, user_id, 'x' from public.app_57_%1$s
  on conflict (id) do update set text = excluded.text$$, name), '42501', null, 'the reader upserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('truncate public.app_57_%s', name), '42501', null, 'the reader truncates no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;

select tests.act_as_key('writer', 57);
select lives_ok(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('alice'), 'x')$$, name),
  'the writer inserts ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq(
  format($$with deleted as (delete from public.app_57_%s where true returning text) select text from deleted order by text$$, name),
  array['of alice', 'of bob', 'x'], 'the writer deletes all ' || name || ', which the reader left unchanged')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;

select * from finish();
rollback;
