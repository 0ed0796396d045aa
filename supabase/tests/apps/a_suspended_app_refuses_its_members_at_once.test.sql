-- ISO-8: suspending and deleting an app lock out its members at once; resuming restores their access.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads while the app is active');
select tests.act_as_role('service_role');
select platform.suspend_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_todos', 'alice reads nothing of the suspended app');
select throws_ok($$insert into public.app_57_todos (text) values ('no')$$, '42501', null, 'alice inserts nothing into the suspended app');
select is_empty('select * from public.app_57_posts', 'alice reads no public row of the suspended app');
select tests.act_as_role('service_role');
select platform.resume_app(57);
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again once the app is resumed');
select tests.act_as_role('service_role');
select platform.delete_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_todos', 'alice reads nothing of the deleted app');
select throws_ok($$insert into public.app_57_todos (text) values ('no')$$, '42501', null, 'alice inserts nothing into the deleted app');
select tests.act_as_owner();
select is((select count(*)::integer from public.app_57_todos), 2, 'the deleted app keeps all rows');
select platform.resume_app(57);
select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again once resume_app undid the deletion');

select * from finish();
rollback;
