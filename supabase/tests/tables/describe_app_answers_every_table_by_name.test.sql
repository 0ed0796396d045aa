begin;
select plan(7);
select tests.create_app(57);
select tests.act_as_role('service_role');

select is(platform.describe_app(57) - 'tables' - 'users', '{"id": 57, "name": "App 57"}', 'the app stands at the front');
select is(jsonb_path_query_array(platform.describe_app(57), '$.tables[*].name'), '["lists", "news", "posts", "todos"]', 'its tables are in the order of their names');
select is(platform.describe_app(57) -> 'tables' -> 3, platform.describe_table(57, 'todos'), 'each is described as describe_table does');
select is(platform.describe_table(57, 'todos'),
  '{"name": "todos", "full_name": "app_57_todos", "display_name": "Todos", "scope": "private", "columns": [{"name": "text", "type": "text", "required": true}]}',
  'the columns that every table has are left out');
select is(jsonb_path_query_array(platform.describe_app(57), '$.users.columns[*].name'), '["email", "full_name", "avatar_url"]', 'the profile table stands apart');
select is(platform.describe_app(57) -> 'users' ->> 'scope', 'profile', 'and has a scope of its own');
select platform.create_table(57, '{"name": "order_items", "columns": [{"name": "text", "type": "text"}]}');
select is(platform.describe_table(57, 'order_items') ->> 'display_name', 'Order Items', 'a table without a display name is called by its name in words');

select * from finish();
rollback;
