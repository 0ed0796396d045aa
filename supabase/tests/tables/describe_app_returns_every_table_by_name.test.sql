-- describe_app returns every table of an app in the order of their names, and the profile table separately.
begin;
select plan(7);
select tests.create_app(57);
select tests.act_as_role('service_role');

select is(platform.describe_app(57) - 'tables' - 'users', '{"id": 57, "name": "App 57"}',
  'describe_app returns the id and the name of the app');
select is(jsonb_path_query_array(platform.describe_app(57), '$.tables[*].name'), '["lists", "news", "posts", "todos"]',
  'describe_app returns the tables in the order of their names');
select is(platform.describe_app(57) -> 'tables' -> 3, platform.describe_table(57, 'todos'),
  'describe_app describes a table as describe_table does');
select is(
  platform.describe_table(57, 'todos'),
  '{"name": "todos", "full_name": "app_57_todos", "display_name": "Todos", "scope": "private",
    "columns": [{"name": "text", "type": "text", "required": true}]}', 'describe_table omits the columns that every table has');
select is(jsonb_path_query_array(platform.describe_app(57), '$.users.columns[*].name'), '["email", "full_name", "avatar_url"]',
  'describe_app returns the profile table separately');
select is(platform.describe_app(57) -> 'users' ->> 'scope', 'profile', 'the profile table has a scope of its own');
select platform.create_table(57, '{"name": "order_items", "columns": [{"name": "text", "type": "text"}]}');
select is(platform.describe_table(57, 'order_items') ->> 'display_name', 'Order Items',
  'a table without a display name gets one from the words of its name');

select * from finish();
rollback;
