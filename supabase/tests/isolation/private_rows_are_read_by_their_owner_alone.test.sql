-- ISO-3: a private row is read by its owner alone, also within the app.
begin;
select plan(6);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads her own private row alone');
select is_empty($$select * from public.app_57_todos where text = 'of bob'$$, 'alice finds no row of bob by its text');
select is_empty($$select * from public.app_57_todos where user_id = tests.user_id('bob')$$, 'nor by its owner');
select results_eq('select count(*) from public.app_57_todos', array[1::bigint], 'nor does she count it');

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos', array['of bob'], 'bob reads his own private row alone');

select tests.act_as_owner();
select results_eq('select text from public.app_57_todos order by text', array['of alice', 'of bob'], 'the table holds both rows');

select * from finish();
rollback;
