-- The id of a purged app can be used for a new app, which inherits no table, row or member of the old one.
begin;
select plan(7);
select tests.cast();
select tests.act_as_role('service_role');
select platform.delete_app(57);
select platform.purge_app(57);

select is(platform.create_app('Another', 57) ->> 'name', 'Another', 'the id of a purged app can be used again');
select is(platform.get_app(57) -> 'tables', '{"users": "app_57_users"}', 'the new app has none of the old tables');
select lives_ok($$select platform.create_table(57, '{"name": "todos", "scope": "shared", "columns": [{"name": "text", "type": "text"}]}')$$,
  'a table of the same name can be created');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the new app');
select tests.act_as_owner();
select is_empty('select * from public.app_57_todos', 'the new table has no row of the old app');
select is_empty('select * from platform.app_members where app_id = 57', 'the new app has no member of the old app');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_todos (text) values ('back')$$,
  '42501', null, 'a member of the old app is not a member of the new app');

select * from finish();
rollback;
