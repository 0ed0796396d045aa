-- A reference with restrict from a table whose rows not every member reads is warned about: who deletes may not see what is in the way.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

create function pg_temp.warnings(scope text, target text, on_delete text) returns jsonb language sql as $$
  select platform.plan_schema(57, jsonb_build_object('tables', tests.spec_of(57) -> 'tables' || jsonb_build_array(
    jsonb_build_object('name', 'pages', 'scope', 'public_read', 'columns', '[{"name": "text", "type": "text"}]'::jsonb),
    jsonb_build_object('name', 'journals', 'columns', '[{"name": "text", "type": "text"}]'::jsonb),
    jsonb_build_object('name', 'likes', 'scope', scope, 'columns', jsonb_build_array(jsonb_build_object(
      'name', 'target_id', 'type', 'uuid', 'references', jsonb_build_object('table', target, 'on_delete', on_delete))))))) -> 'warnings'
$$;
create function pg_temp.is_warned(scope text, target text, on_delete text) returns boolean language sql as $$
  select pg_temp.warnings(scope, target, on_delete)::text ~ 'Nobody can delete a row of' $$;

select ok(pg_temp.warnings('private', 'pages', 'restrict') ?
  ('Nobody can delete a row of "pages" to which a row of "likes" refers by "target_id", and who deletes it may not see that row: '
  'use on_delete cascade or set_null if members delete rows of "pages".'), 'private rows that keep public ones are warned about');
select is(pg_temp.is_warned('private', 'lists', 'restrict'), true, 'also those that keep rows of a table that the app has');
select is(pg_temp.is_warned('private', 'pages', 'cascade'), false, 'cascade keeps nothing');
select is(pg_temp.is_warned('private', 'pages', 'set_null'), false, 'set_null keeps nothing');
select is(pg_temp.is_warned('shared', 'pages', 'restrict'), false, 'every member sees a shared row');
select is(pg_temp.is_warned('private', 'journals', 'restrict'), false, 'only the owner of a private row references it');
select is(pg_temp.is_warned('private', 'users', 'restrict'), false, 'users delete no profiles');
select is(platform.create_table(57, '{"name": "stars", "columns": [
    {"name": "list_id", "type": "uuid", "references": {"table": "lists", "on_delete": "restrict"}}]}')::text ~ 'Nobody can delete', true,
  'create_table returns the warning');
select is(platform.alter_table(57, platform.describe_table(57, 'stars') - 'full_name' || '{"display_name": "Stars of mine"}')::text
  ~ 'Nobody can delete', false, 'a change of something else does not repeat the warning');

select * from finish();
rollback;
