-- SPEC-1: validate_schema reports every problem of a spec with its path, its reason and a message.
begin;
select plan(4);
create temp table specs (spec jsonb, problems text);
insert into specs values
  ('null', ' invalid_type'), ('5', ' invalid_type'), ('"tables"', ' invalid_type'), ('[]', ' invalid_type'), ('{}', 'tables missing'),
  ('{"tables": {}}', 'tables invalid_type'), ('{"tables": []}', 'tables invalid_value'), ('{"tables": [1]}', 'tables[0] invalid_type'),
  ('{"tables": [{}], "sql": 1}', 'sql unknown_field|tables[0].columns missing|tables[0].name missing');
-- The rest is one table, and then one of its columns, with one change each.
insert into specs
select jsonb_build_object('tables', jsonb_build_array('{"name": "a", "columns": [{"name": "b", "type": "text"}]}'::jsonb || part::jsonb)),
  'tables[0].' || problems
from (values
  ('{"name": 5}', 'name invalid_type'), ('{"name": ""}', 'name invalid_name'), ('{"name": "A"}', 'name invalid_name'),
  ('{"name": "a b"}', 'name invalid_name'),
  ('{"name": "a\n"}', 'name invalid_name'), ('{"name": "1a"}', 'name invalid_name'), ('{"name": "é"}', 'name invalid_name'),
  ('{"name": "select"}', 'name reserved_name'), ('{"name": "users"}', 'name reserved_name'), ('{"name": "left"}', 'name reserved_name'),
  ('{"name": "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghi"}', 'name name_too_long'),
  ('{"scope": "team"}', 'scope invalid_value'), ('{"scope": null}', 'scope invalid_type'), ('{"scope": "profile"}', 'scope invalid_value'),
  ('{"display_name": ""}', 'display_name invalid_value'), ('{"description": 1}', 'description invalid_type'),
  ('{"rows": []}', 'rows unknown_field'),
  ('{"columns": null}', 'columns invalid_type'), ('{"columns": []}', 'columns invalid_value'),
  ('{"columns": ["b"]}', 'columns[0] invalid_type'),
  ('{"columns": [{"name": "b", "type": "text"}, {"name": "b", "type": "text"}]}', 'columns[1].name duplicate_name'),
  ('{"indexes": {}}', 'indexes invalid_type'), ('{"indexes": [["b"]]}', 'indexes[0] invalid_type'),
  ('{"indexes": [{}]}', 'indexes[0].columns missing'),
  ('{"indexes": [{"columns": []}]}', 'indexes[0].columns invalid_value'),
  ('{"indexes": [{"columns": ["c"]}]}', 'indexes[0].columns[0] unknown_column'),
  ('{"indexes": [{"columns": ["b", "b"]}]}', 'indexes[0].columns[1] duplicate_name'),
  ('{"indexes": [{"columns": ["b"], "unique": "yes"}]}', 'indexes[0].unique invalid_type'),
  ('{"indexes": [{"columns": [1]}]}', 'indexes[0].columns[0] invalid_type'),
  ('{"indexes": [{"columns": ["b"], "where": "true"}]}', 'indexes[0].where unknown_field')
) as change (part, problems);
insert into specs
select jsonb_build_object('tables', jsonb_build_array(jsonb_build_object('name', 'a', 'columns',
    jsonb_build_array('{"name": "b", "type": "text"}'::jsonb || part::jsonb)))),
  'tables[0].columns[0].' || problems
from (values
  ('{"name": "user_id"}', 'name reserved_name'), ('{"name": "xmin"}', 'name reserved_name'), ('{"name": "b;"}', 'name invalid_name'),
  ('{"name": null}', 'name invalid_type'),
  ('{"type": "varchar"}', 'type unknown_type'), ('{"type": "vector(0)"}', 'type unknown_type'), ('{"type": "TEXT"}', 'type unknown_type'),
  ('{"type": 1}', 'type invalid_type'),
  ('{"required": "yes"}', 'required invalid_type'), ('{"type": "jsonb", "unique": true}', 'unique invalid_option'),
  ('{"check": "true"}', 'check unknown_field'),
  ('{"max_length": 0}', 'max_length invalid_value'), ('{"max_length": 1.5}', 'max_length invalid_value'),
  ('{"max_length": "5"}', 'max_length invalid_type'),
  ('{"max_length": 2, "min_length": 3}', 'max_length invalid_value'), ('{"min": 1}', 'min invalid_option'),
  ('{"type": "integer", "max_length": 5}', 'max_length invalid_option'),
  ('{"type": "integer", "min": 1.5}', 'min invalid_value'), ('{"type": "integer", "max": 2147483648}', 'max invalid_value'),
  ('{"type": "number", "min": 2, "max": 1}', 'max invalid_value'),
  ('{"type": "float", "min": 9007199254740992}', 'min invalid_value'), ('{"values": ["a"]}', 'values invalid_option'),
  ('{"type": "enum"}', 'values missing'),
  ('{"type": "enum", "values": []}', 'values invalid_value'), ('{"type": "enum", "values": ["a", "a"]}', 'values[1] duplicate_name'),
  ('{"type": "enum", "values": ["a", ""]}', 'values[1] invalid_value'), ('{"type": "enum", "values": [1]}', 'values[0] invalid_type'),
  ('{"type": "enum", "values": ["a\tb"]}', 'values[0] invalid_value'),
  ('{"type": "enum", "values": ["a"], "default": "b"}', 'default invalid_default'),
  ('{"default": null}', 'default invalid_default'), ('{"default": 5}', 'default invalid_default'),
  ('{"default": {"function": "now"}}', 'default invalid_default'),
  ('{"type": "date", "default": "2026-02-30"}', 'default invalid_default'),
  ('{"type": "date", "default": "today"}', 'default invalid_default'),
  ('{"type": "time", "default": "24:00"}', 'default invalid_default'),
  ('{"type": "timestamptz", "default": "2026-01-01T00:00:00"}', 'default invalid_default'),
  ('{"type": "uuid", "default": "x"}', 'default invalid_default'),
  ('{"type": "uuid", "default": {"function": "now"}}', 'default invalid_default'),
  ('{"type": "boolean", "default": "true"}', 'default invalid_default'),
  ('{"type": "integer[]", "default": [1.5]}', 'default invalid_default'),
  ('{"type": "uuid[]", "default": [{"function": "random_uuid"}]}', 'default invalid_default'),
  ('{"type": "vector(3)", "default": [1, 2, 3]}', 'default invalid_default'),
  ('{"references": {"table": "users"}}', 'type type_mismatch'), ('{"type": "uuid", "references": "users"}', 'references invalid_type'),
  ('{"type": "uuid", "references": {}}', 'references.table missing'),
  ('{"type": "uuid", "references": {"table": "nowhere"}}', 'references.table unknown_table'),
  ('{"type": "uuid", "references": {"table": "users", "column": "email"}}', 'references.column invalid_value'),
  ('{"type": "uuid", "references": {"table": "users", "on_delete": "drop"}}', 'references.on_delete invalid_value'),
  ('{"type": "uuid", "required": true, "references": {"table": "users", "on_delete": "set_null"}}', 'references.on_delete invalid_value'),
  ('{"type": "uuid", "references": {"table": "users"}, "default": {"function": "random_uuid"}}', 'default invalid_option')
) as change (part, problems);

select is_empty($$
  select spec, problems, found from specs cross join lateral (
    select string_agg(problem ->> 'path' || ' ' || (problem ->> 'reason'), '|' order by problem ->> 'path', problem ->> 'reason') as found
    from jsonb_array_elements(platform.validate_schema(spec)) as problem) as answer
  where problems is distinct from found$$, 'each spec has exactly the expected problems');
select is_empty($$
  select problem from specs cross join lateral jsonb_array_elements(platform.validate_schema(spec)) as problem
  where (select array_agg(key order by key) from jsonb_object_keys(problem) as key) <> '{hint,message,path,reason}'
    or problem ->> 'message' = '' or problem ->> 'hint' !~ '\.$'$$,
  'each problem has a path, a reason, a message and a hint');
select is(platform.validate_schema(null),
  '[{"path": "", "reason": "invalid_type", "message": "must be an object",
    "hint": "Send a value of the JSON type that the message names."}]', 'a null spec is not an object');
select is((select array_agg(distinct problem ->> 'reason' order by problem ->> 'reason')
    from specs cross join lateral jsonb_array_elements(platform.validate_schema(spec)) as problem),
  '{duplicate_name,invalid_default,invalid_name,invalid_option,invalid_type,invalid_value,missing,name_too_long,reserved_name,
    type_mismatch,unknown_column,unknown_field,unknown_table,unknown_type}', 'every reason except those of size has a case in this file');

select * from finish();
rollback;
