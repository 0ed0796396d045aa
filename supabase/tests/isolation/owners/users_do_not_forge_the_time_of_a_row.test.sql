-- ISO-14: users set neither created_at nor updated_at of a row; keys and the platform may. Rows that are sent back whole are
-- accepted.
begin;
select plan(24);
select tests.cast();
select tests.create_key('writer', 57);
select platform.update_member(57, tests.user_id('alice'), role => 'owner');
create function pg_temp.forged(name text) returns bigint language plpgsql as $$
declare
  v_count bigint;
begin
  execute format('select count(*) from public.app_57_%s
    where created_at not between now() - interval ''1 hour'' and now() + interval ''1 hour''
    or updated_at not between now() - interval ''1 hour'' and now() + interval ''1 hour'' ', name) into v_count;
  return v_count;
end
$$;

select tests.act_as('alice');
select lives_ok(format($$
  insert into public.app_57_%s (id, text, created_at, updated_at) values (md5('a')::uuid, 'x', '2001-01-01', '2099-01-01')
$$, name), 'alice inserts a whole row into ' || name) from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is(pg_temp.forged(name), 0::bigint, 'the times that alice inserted into ' || name || ' are not kept')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select lives_ok(format($$
  update public.app_57_%s set text = 'y', created_at = '2001-01-01', updated_at = '2099-01-01' where text = 'x'
$$, name), 'alice updates a whole row of ' || name) from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select lives_ok(format($$
  insert into public.app_57_%s (id, text, created_at, updated_at) values (md5('a')::uuid, 'z', '2001-01-01', '2099-01-01')
  on conflict (id) do update set text = excluded.text, created_at = excluded.created_at, updated_at = excluded.updated_at
$$, name), 'alice upserts a whole row of ' || name) from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is(pg_temp.forged(name), 0::bigint, 'the times that alice sent with changes of ' || name || ' are not kept')
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select results_eq($$select text from public.app_57_todos where id = md5('a')::uuid$$, array['z'], 'the other columns are changed');
select lives_ok($$insert into public.app_57_todos (text, created_at) values ('n', null)$$, 'a null time becomes the current one');

select tests.act_as_key('writer', 57);
update public.app_57_todos set created_at = '2001-01-01' where id = md5('a')::uuid;
select is(pg_temp.forged('todos'), 1::bigint, 'a key of the app sets created_at, for an import');
select tests.act_as('alice');
select results_eq($$update public.app_57_todos set text = 'w', created_at = now() where id = md5('a')::uuid returning created_at$$,
  array['2001-01-01'::timestamptz], 'alice keeps the time that the key has set');

select * from finish();
rollback;
