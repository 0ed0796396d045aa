-- ISO-3: only its owner reads a private row, even within the app.
begin;
select plan(6);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads only her own private row');
select is_empty($$select * from public.app_57_todos where text = 'of bob'$$, 'alice finds no row of bob by its text');
select is_empty($$select * from public.app_57_todos where user_id = tests.user_id('bob')$$, 'alice finds no row of bob by its owner');
select results_eq('select count(*) from public.app_57_todos', array[1::bigint], 'alice counts only her own row');

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos', array['of bob'], 'bob reads only his own private row');

select tests.act_as_owner();
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'the table holds both rows');

select * from finish();
rollback;
