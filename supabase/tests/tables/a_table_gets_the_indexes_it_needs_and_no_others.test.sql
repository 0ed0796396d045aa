-- A table gets the indexes that its key, its policies, its references and its spec need, and no others.
begin;
select plan(7);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');
create function pg_temp.indexes(name text) returns text[] language sql as $$
  select array_agg(
    case when indexdef like 'CREATE UNIQUE%' then 'unique ' else '' end || substring(indexdef from '\(.*\)') order by
    case when indexdef like 'CREATE UNIQUE%' then 'unique ' else '' end || substring(indexdef from '\(.*\)'))
  from pg_indexes where schemaname = 'public' and tablename = 'app_9000000001_' || name
$$;

select platform.create_table(9000000001, '{"name": "lists", "columns": [{"name": "title", "type": "text"}]}');
select is(pg_temp.indexes('lists'), '{"(user_id, created_at DESC)","unique (id)"}',
  'a plain table has an index for its key and one for its policies and lists');

select platform.create_table(9000000001, '{"name": "items", "columns": [
  {"name": "slug", "type": "text", "unique": "app"},
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "twin_id", "type": "uuid", "unique": "app", "references": {"table": "lists"}},
  {"name": "other_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "state", "type": "text"}],
  "indexes": [{"columns": ["slug"]}, {"columns": ["id"]}, {"columns": ["id"], "unique": "app"}, {"columns": ["user_id"]},
    {"columns": ["user_id", "created_at"]}, {"columns": ["other_id", "state"]}, {"columns": ["state"]},
    {"columns": ["state"], "unique": "app"}, {"columns": ["state", "slug"]}, {"columns": ["state", "slug"]}]}');
select is(
  pg_temp.indexes('items'),
  '{(list_id),"(other_id, state)","(state, slug)","(user_id, created_at DESC)","unique (id)","unique (slug)",
    "unique (state)","unique (twin_id)"}',
  'a reference has an index unless another one leads with its column, and no index is created twice');

select platform.create_table(9000000001, '{"name": "settings", "columns": [{"name": "theme", "type": "text"}],
  "indexes": [{"columns": ["user_id"], "unique": true}]}');
select is(pg_temp.indexes('settings'), '{"(user_id, created_at DESC)","unique (id)","unique (user_id)"}',
  'a spec can ask for a unique index over the owner');
select is(platform.describe_table(9000000001, 'settings') -> 'indexes', '[{"columns": ["user_id"], "unique": true}]',
  'describe_table returns the unique index over the owner');
select platform.create_table(9000000001, '{"name": "ticks", "columns": [{"name": "theme", "type": "text"}],
  "indexes": [{"columns": ["user_id", "created_at"], "unique": true}]}');
select is(platform.describe_table(9000000001, 'ticks') -> 'indexes', '[{"columns": ["user_id", "created_at"], "unique": true}]',
  'describe_table returns a unique index over the owner and the time');

select tests.act_as_owner();
select is_empty($$
  select indexrelid::regclass from pg_index join pg_class on pg_class.oid = indexrelid
  where relname like 'app\_9000000001\_%' and not (indisvalid and indisready)$$, 'every index is valid');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
