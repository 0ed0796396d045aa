-- ISO-1: a signed-in person who is not a member of any app reads no row of any app, except in public_read tables.
begin;
select plan(9);
select tests.cast();

select tests.act_as('mallory');
select is_empty(format('select * from public.app_%s_%s', app, name), format('mallory reads no row of app_%s_%s', app, name))
from unnest(array[57, 58]) as app, unnest(array['todos', 'lists', 'news', 'users']) as name;

select tests.act_as('alice');
select results_eq('select text from public.app_57_lists order by text', array['of alice', 'of bob'], 'a member reads the shared rows');

select * from finish();
rollback;
