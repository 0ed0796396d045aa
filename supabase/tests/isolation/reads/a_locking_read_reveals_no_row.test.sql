-- ISO-1: SELECT … FOR UPDATE and the other locking reads find no row that a plain SELECT does not find.
begin;
select plan(12);
select tests.cast();

select tests.act_as('alice');
select is_empty('select * from public.app_58_lists for ' || strength, format('alice locks no row of 58 for %s', strength))
from unnest(array['update', 'no key update', 'share', 'key share']) as strength;
select is_empty($$select * from public.app_57_todos where text = 'of bob' for $$ || strength,
  format('alice locks no private row of bob for %s', strength))
from unnest(array['update', 'no key update', 'share', 'key share']) as strength;
select is_empty('select * from public.app_57_news for update', 'alice, who may not write news, locks no news');
select is_empty('select * from public.app_58_posts for update', 'alice locks no post of 58, although she may read the posts');

select results_eq('select text from public.app_57_todos for update', array['of alice'], 'alice locks her own private row');
select results_eq('select text from public.app_57_lists order by text for update',
  array['of alice', 'of bob'], 'alice locks the shared rows of her app');

select * from finish();
rollback;
