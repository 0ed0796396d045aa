-- describe_table returns a spec: a table that is created from it in another app has the same description, whatever it holds.
begin;
select plan(4);
select platform.create_app('One', 9000000001);
select platform.create_app('Two', 9000000002);
create temp table columns (id serial, spec jsonb);
insert into columns (spec)
select jsonb_build_object('type', type, 'default', value::jsonb) from (values
  ('text', '"plain"'), ('text', '""'), ('text', '"it''s"'), ('text', '"back\\slash"'), ('text', '"\\''"'), ('text', '"''\\\\''"'),
  ('text', '"a\nb\tc\r"'), ('text', '"🦀 é ‮"'), ('text', '"null"'), ('text', '"NULL::text"'), ('text', '"now()"'), ('text', '"true"'),
  ('text', '"12"'), ('text', '"{\"a\":1}"'), ('text', '"$$x$$ %s %I $1"'), ('text', '"E''x''"'), ('text', '"''::text"'),
  ('text', '"a''::text || ''b"'),
  ('number', '0'), ('number', '-1'), ('number', '1.50'), ('number', '-0.0000001'), ('number', '1e-7'), ('number', '1e15'),
  ('number', '9007199254740991'), ('number', '-9007199254740991'),
  ('integer', '0'), ('integer', '-2147483648'), ('integer', '2147483647'), ('integer', '1.0'), ('integer', '1e3'),
  ('bigint', '5'), ('bigint', '2147483648'), ('bigint', '9007199254740991'), ('bigint', '-9007199254740991'),
  ('float', '0.1'), ('float', '-1.5'), ('float', '1e-7'), ('float', '1e-300'), ('float', '3'), ('float', '123456789012345'),
  ('boolean', 'true'), ('boolean', 'false'),
  ('date', '"2026-02-28"'), ('date', '"0001-01-01"'), ('date', '"9999-12-31"'), ('date', '{"function": "now"}'),
  ('time', '"10:30"'), ('time', '"23:59:59"'), ('time', '{"function": "now"}'),
  ('timestamptz', '"2026-01-02T03:04:05Z"'), ('timestamptz', '"2026-01-02T03:04:05.123456+14:00"'),
  ('timestamptz', '"0002-01-01T00:00:00+14:00"'),
  ('timestamptz', '"9998-12-31T23:59:59-14:00"'), ('timestamptz', '{"function": "now"}'),
  ('uuid', '"3F8A0B52-4F67-4C1E-9F0A-1D2C3B4A5E6F"'), ('uuid', '{"function": "random_uuid"}'), ('uuid', '{"function": "current_user_id"}'),
  ('jsonb', '{}'), ('jsonb', '[]'), ('jsonb', '"it''s \\\\ \"q\""'), ('jsonb', '1.50'), ('jsonb', 'false'),
  ('jsonb', '{"function": "now"}'),
  ('jsonb', '{"a": [null, {"b": "é\n", "c": null}], "function": 1}'), ('jsonb', '{"a": null}'),
  ('text[]', '[]'), ('text[]', '["a", "it''s", "b\\s", "q\"q", "{}", ",", "NULL", "null", "", " x "]'),
  ('integer[]', '[1, -2]'), ('integer[]', '[]'), ('number[]', '[1.5, 1e-7, -9007199254740991]'), ('number[]', '[1]'),
  ('uuid[]', '["3F8A0B52-4F67-4C1E-9F0A-1D2C3B4A5E6F"]'), ('uuid[]', '[]')) as defaults (type, value);
insert into columns (spec) values
  ('{"type": "text", "max_length": 1}'), ('{"type": "text", "min_length": 0, "max_length": 1000000}'),
  ('{"type": "text", "min_length": 3}'),
  ('{"type": "number", "min": 0, "max": 0}'), ('{"type": "number", "min": -1.5, "max": 1.5}'), ('{"type": "number", "min": 1e-7}'),
  ('{"type": "number", "min": -9007199254740991, "max": 9007199254740991}'), ('{"type": "number", "max": 1e15}'),
  ('{"type": "integer", "min": -2147483648, "max": 2147483647}'), ('{"type": "integer", "min": 1.0, "max": 1e3}'),
  ('{"type": "bigint", "min": -9007199254740991, "max": 9007199254740991}'), ('{"type": "bigint", "min": 5, "max": 5}'),
  ('{"type": "float", "min": -1.5, "max": 0.1}'), ('{"type": "float", "min": 1e-300}'), ('{"type": "float", "max": 9007199254740991}'),
  ('{"type": "enum", "values": ["a"]}'), ('{"type": "enum", "values": ["b", "a", "c"], "default": "a"}'),
  ('{"type": "enum", "values": ["it''s", "back\\slash", "\\", "''", "''''", "\"q\"", "a,b", "x]", "[y", "ARRAY[''a''::text]", "é", "🦀",
    " lead", "trail ", "E''x''", "::text", "%s", "a''::text, ''b"], "default": "\\"}'),
  ('{"type": "text", "required": true, "unique": true}'), ('{"type": "float", "required": true, "unique": true, "default": 1.25}'),
  ('{"type": "text", "description": "it''s \\ \"d\" é 🦀\nline %s"}'), ('{"type": "integer[]", "unique": true}'),
  ('{"type": "uuid", "references": {"table": "users", "on_delete": "restrict"}}'), ('{"type": "uuid", "references": {"table": "users"}}'),
  ('{"type": "uuid", "required": true, "references": {"table": "users"}}'),
  ('{"type": "uuid", "references": {"table": "it", "on_delete": "cascade"}}'),
  ('{"type": "uuid", "unique": true, "references": {"table": "users", "column": "id", "on_delete": "set_null"}}');

-- Creates a table with this one column in the first app and its description in the second, and returns both descriptions, or {} if they
-- are the same.
create function pg_temp.difference(id integer, spec jsonb) returns jsonb language plpgsql as $$
declare
  v_first jsonb;
  v_second jsonb;
begin
  v_first := platform.create_table(9000000001, jsonb_build_object(
    'name', 'it', 'columns', jsonb_build_array(spec || '{"name": "value"}'))) - 'full_name';
  v_second := platform.create_table(9000000002, v_first) - 'full_name';
  perform platform.drop_table(9000000001, 'it');
  perform platform.drop_table(9000000002, 'it');
  -- A timestamptz is described in UTC, a time with its seconds, a uuid in lowercase, and every other default to the letter.
  if spec ? 'default' and spec ->> 'type' !~ 'time|uuid' and v_first -> 'columns' -> 0 -> 'default' is distinct from spec -> 'default'
    or spec ? 'default' <> (v_first -> 'columns' -> 0 ? 'default') or v_first <> v_second then
    return jsonb_build_array(v_first, v_second);
  end if;
  return '{}';
end
$$;
select is_empty('select spec, difference from columns, pg_temp.difference(id, spec) as difference where difference <> ''{}''',
  'a table created from a description has the same types, defaults and limits');

select platform.create_app('Three', 9000000003, tables => '[
  {"name": "orders", "scope": "shared", "display_name": "It''s \"Orders\" 🦀", "description": "All of \\ them''s", "columns": [
    {"name": "customer_id", "type": "uuid", "required": true, "references": {"table": "customers"}},
    {"name": "state", "type": "enum", "values": ["new", "paid"], "default": "new", "description": "Where it stands"},
    {"name": "note", "type": "text", "max_length": 200}],
    "indexes": [{"columns": ["state", "note"]}, {"columns": ["customer_id", "note"], "unique": true}]},
  {"name": "customers", "scope": "read_only", "columns": [
    {"name": "last_order_id", "type": "uuid", "unique": true, "references": {"table": "orders"}}]}]');
select platform.create_app('Four', 9000000004, tables => (
  select jsonb_agg(element - 'full_name') from jsonb_array_elements(platform.describe_app(9000000003) -> 'tables') as element));
select is(
  replace((platform.describe_app(9000000004) - 'id' - 'name')::text, '9000000004', '9000000003')::jsonb,
  platform.describe_app(9000000003) - 'id' - 'name',
  'an app created from a description has the same description');
select is(
  platform.validate_schema(jsonb_build_object('tables', (
    select jsonb_agg(element - 'full_name') from jsonb_array_elements(platform.describe_app(9000000003) -> 'tables') as element))),
  '[]', 'a description without full_name is a valid spec');
select is_empty('select * from platform.verify_app(9000000004)', 'verify_app finds nothing wrong with the app created from a description');

select * from finish();
rollback;
