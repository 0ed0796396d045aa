-- ISO-1: the role authenticated alone opens nothing: a token without a user, or of a user who does not exist, reads no row.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('authenticated');
select is_empty('select * from public.app_57_' || name, 'without a user nobody reads ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;

select tests.act_as('nobody who ever signed up');
select is_empty('select * from public.app_57_' || name, 'an unknown user reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos', array['of bob'], 'a member reads own rows');

select * from finish();
rollback;
