begin;
select plan(3);

select is(
  platform.canonical_table('{"name": "todos", "scope": "user_scoped", "renamed_from": "tasks", "columns": [
    {"name": "due", "type": "datetime", "default": {"function": "now"}, "renamed_from": "date"},
    {"name": "embedding", "type": "vector(384)"},
    {"name": "list_id", "type": "uuid", "required": true, "references": {"table": "lists"}},
    {"name": "parent_id", "type": "uuid", "required": false, "references": {"table": "todos", "column": "id"}},
    {"name": "owner_id", "type": "uuid", "references": {"table": "users", "on_delete": "restrict"}},
    {"name": "state", "type": "enum", "values": ["open"], "renamed_values": {"new": "open"}}]}'),
  '{"name": "todos", "display_name": "Todos", "scope": "private", "columns": [
    {"name": "due", "type": "timestamptz", "default": {"function": "now"}},
    {"name": "embedding", "type": "vector(384)"},
    {"name": "list_id", "type": "uuid", "required": true, "references": {"table": "lists", "on_delete": "cascade"}},
    {"name": "parent_id", "type": "uuid", "references": {"table": "todos", "on_delete": "set_null"}},
    {"name": "owner_id", "type": "uuid", "references": {"table": "users", "on_delete": "restrict"}},
    {"name": "state", "type": "enum", "values": ["open"]}]}',
  'aliases and defaults are spelled out, and former names are left out');
select is(
  platform.canonical_table('{"name": "posts", "display_name": "Posts", "scope": "public_read",
    "columns": [{"name": "title", "type": "text", "max_length": 5}], "indexes": [{"columns": ["title"], "unique": true}]}'),
  '{"name": "posts", "display_name": "Posts", "scope": "public_read",
    "columns": [{"name": "title", "type": "text", "max_length": 5}], "indexes": [{"columns": ["title"], "unique": true}]}',
  'a canonical spec is left unchanged');
select is(
  platform.canonical_table(platform.canonical_table('{"name": "a", "columns": [{"name": "b", "type": "json", "default": [1]}]}')),
  platform.canonical_table('{"name": "a", "columns": [{"name": "b", "type": "json", "default": [1]}]}'),
  'the canonical form of a canonical form is itself');

select * from finish();
rollback;
