-- ISO-1: the role authenticated by itself grants nothing: a token without a user, or with a user who does not exist, reads no row.
begin;
select plan(9);
select tests.cast();

select tests.act_as_role('authenticated');
select is_empty('select * from public.app_57_' || name, 'a token without a user reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;

select tests.act_as('nobody who ever signed up');
select is_empty('select * from public.app_57_' || name, 'an unknown user reads no ' || name)
from unnest(array['todos', 'lists', 'news', 'users']) as name;

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos', array['of bob'], 'a member reads their own rows');

select * from finish();
rollback;
