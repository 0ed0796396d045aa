-- ISO-1: SELECT … FOR UPDATE and its kin find no row that a plain SELECT does not find.
begin;
select plan(12);
select tests.cast();

select tests.act_as('alice');
select is_empty('select * from public.app_58_lists for ' || strength, format('alice locks no row of 58 for %s', strength))
from unnest(array['update', 'no key update', 'share', 'key share']) as strength;
select is_empty($$select * from public.app_57_todos where text = 'of bob' for $$ || strength, format('alice locks no private row of bob for %s', strength))
from unnest(array['update', 'no key update', 'share', 'key share']) as strength;
select is_empty('select * from public.app_57_news for update', 'alice, who writes no news, locks none');
select is_empty('select * from public.app_58_posts for update', 'alice reads the posts of 58 and locks none');

select results_eq('select text from public.app_57_todos for update', array['of alice'], 'alice locks her own private row');
select results_eq('select text from public.app_57_lists order by text for update', array['of alice', 'of bob'], 'alice locks shared rows');

select * from finish();
rollback;
