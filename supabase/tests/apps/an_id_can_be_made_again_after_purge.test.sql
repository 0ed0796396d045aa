begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');
select platform.delete_app(57);
select platform.purge_app(57);

select is(platform.create_app('Another', 57) ->> 'name', 'Another', 'the id is free again');
select is(platform.get_app(57) -> 'tables', '{"users": "app_57_users"}', 'the new app has none of the old tables');
select lives_ok($$select platform.create_table(57, '{"name": "todos", "scope": "shared", "columns": [{"name": "text", "type": "text"}]}')$$,
  'a table of the same name can be made');
select is_empty('select * from platform.verify_app(57)', 'the new app is sound');
select tests.act_as_owner();
select is_empty('select * from public.app_57_todos', 'no row of the old app came back');
select is_empty('select * from platform.app_members where app_id = 57', 'and no member');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_todos (text) values ('back')$$, '42501', null, 'who was a member of the old app is none of the new one');

select * from finish();
rollback;
