-- ISO-8: suspending and deleting an app bind its members at once; resuming gives everything back.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads while the app is active');
select tests.act_as_role('service_role');
select platform.suspend_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_todos', 'alice reads nothing of the suspended app');
select throws_ok($$insert into public.app_57_todos (text) values ('no')$$, '42501', null, 'alice writes nothing to it');
select is_empty('select * from public.app_57_posts', 'not even what is public');
select tests.act_as_role('service_role');
select platform.resume_app(57);
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again when it is resumed');
select tests.act_as_role('service_role');
select platform.delete_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_todos', 'alice reads nothing of the deleted app');
select throws_ok($$insert into public.app_57_todos (text) values ('no')$$, '42501', null, 'and writes nothing to it');
select tests.act_as_owner();
select is((select count(*)::integer from public.app_57_todos), 2, 'the rows are all still there');
select platform.resume_app(57);
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'a deletion is taken back by resume_app');

select * from finish();
rollback;
