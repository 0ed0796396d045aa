-- create_table refuses an invalid spec with a stable reason, and leaves nothing of it behind.
begin;
select plan(18);
select tests.create_app(57);
create function pg_temp.made() returns text language sql as $$
  select concat_ws(' ', (select count(*) from pg_class where relname like 'app\_57\_%'),
    (select count(*) from pg_attribute join pg_class on pg_class.oid = attrelid where relname like 'app\_57\_%'),
    (select count(*) from platform.app_tables), (select count(*) from platform.audit_log),
    (select table_count from platform.shards where is_local))
$$;
select set_config('tests.made', pg_temp.made(), true);
select tests.act_as_role('service_role');
create function pg_temp.make(spec text) returns text language sql as $$
  select tests.error_of(format('select platform.create_table(57, %L)', spec))
$$;

select is(pg_temp.make('{"name": "todos", "columns": [{"name": "a", "type": "text"}]}'), 'PT409 table_exists',
  'the name of an existing table is refused');
select is(pg_temp.make('{"name": "users", "columns": [{"name": "a", "type": "text"}]}'), '22023 reserved_name',
  'the name of the profile table is refused');
select is(pg_temp.make(null), '22023 invalid_type', 'a spec that is null is refused');
select is(pg_temp.make('[]'), '22023 invalid_type', 'a spec that is an array is refused');
select is(pg_temp.make('{}'), '22023 missing', 'a spec that is an empty object is refused');
select is(pg_temp.make('{"tables": [{"name": "a", "columns": [{"name": "a", "type": "text"}]}]}'), '22023 unknown_field',
  'a spec of a whole schema is refused');
select is(pg_temp.make('{"name": "notes", "columns": []}'), '22023 invalid_value', 'a table without columns is refused');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "serial"}]}'), '22023 unknown_type',
  'an unknown type is refused');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "text"}, {"name": "a", "type": "text"}]}'),
  '22023 duplicate_name', 'two columns with the same name are refused');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "user_id", "type": "uuid"}]}'), '22023 reserved_name',
  'a column with the name of an automatic one is refused');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "uuid", "references": {"table": "nowhere"}}]}'),
  '22023 unknown_table', 'a reference to an unknown table is refused');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "text"}], "indexes": [{"columns": ["b"]}]}'),
  '22023 unknown_column', 'an index over an unknown column is refused');
select is(pg_temp.make('{"name": "notes", "full_name": "app_58_notes", "columns": [{"name": "a", "type": "text"}]}'), '22023 unknown_field',
  'a full name in a spec is refused');
select throws_like(
  $$select platform.create_table(57, '{"name": "notes", "columns": [{"name": "a", "type": "text"}, {"name": "b", "type": "nope"}]}')$$,
  '%"columns[1].type"%', 'the message says where the problem is');
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "text", "default": 1}]}'), '22023 invalid_default',
  'a default of another type is refused');

select tests.act_as_owner();
select is(pg_temp.made(), current_setting('tests.made'), 'a refused table leaves nothing in the catalog, the registry or the audit log');
select platform.suspend_app(57);
select is(pg_temp.make('{"name": "notes", "columns": [{"name": "a", "type": "text"}]}'), 'no error', 'a suspended app gets a new table');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
