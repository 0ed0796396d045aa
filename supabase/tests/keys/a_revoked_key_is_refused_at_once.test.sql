-- KEY-6: a revoked key is refused from the next statement on, even though its token remains valid for years.
begin;
select plan(25);
select tests.cast();
select tests.create_key('lost', 57);
select tests.create_key('kept', 57);

select tests.act_as_key('lost', 57);
select isnt_empty('select from public.app_57_' || name, 'the key reads these rows before it is revoked: ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select tests.act_as_owner();
select platform.revoke_app_key(tests.key_id('lost'));

select tests.act_as_key('lost', 57);
select is_empty('select from public.app_57_' || name, 'the revoked key reads no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok(format($$insert into public.app_57_%s (user_id, text) values (tests.user_id('alice'), 'x')$$, name),
  '42501', null, 'the revoked key inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$update public.app_57_%s set text = 'x' where true returning 1$$, name), 'the revoked key changes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format($$delete from public.app_57_%s where true returning 1$$, name), 'the revoked key deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;

select tests.act_as_key('kept', 57);
select results_eq($$
  select text, count(*) from (
    select text from public.app_57_todos union all select text from public.app_57_lists
    union all select text from public.app_57_posts union all select text from public.app_57_news
  ) as held group by text order by text
$$, $$values ('of alice', 4::bigint), ('of bob', 4)$$, 'the other key of the app still reads and finds the rows unchanged');
select tests.act_as('alice');
select isnt_empty('select from public.app_57_todos', 'a user of the app still reads');
select tests.act_as_key('lost', 57);
select is_empty('select from public.app_57_todos', 'the revoked key remains refused');

select * from finish();
rollback;
