-- SPEC-3: no table or view of an app has a column whose name makes the Data API ignore filters on it.
begin;
select plan(51);
select tests.cast();
create function pg_temp.warnings(sql text) returns text language sql as $$
  select coalesce(answer ->> 'details', jsonb_path_query_array(answer, '$.results[*].warnings[*]') ->> 0, 'no warning')
  from platform.exec_sql(57, sql) as answer
$$;

select is(tests.error_of(format($$select platform.create_table(57, '{"name": "t", "columns": [{"name": "%s", "type": "text"}]}')$$, name)),
  '22023 reserved_name', format('a spec cannot have a column %s', name))
from unnest(platform.data_api_parameters()) as name;
select is(tests.error_of($$select platform.apply_schema(57, tests.spec_of(57,
    '{"name": "todos", "columns": [{"name": "columns", "renamed_from": "text", "type": "text", "required": true}]}'))$$),
  '22023 reserved_name', 'a spec cannot rename a column to such a name');
select is(platform.validate_table('{"name": "t", "columns": [{"name": "columns", "type": "text"}]}') #>> '{0,message}',
  '"columns" is a parameter of the Data API, which would ignore filters on the column: choose another name, such as "columns_value" '
  '(column "columns" of table "t")', 'the problem says why, and proposes a name');

select is(tests.exec_sql(format('create table app_57_t (id int primary key, %I text)', name)), '42939 reserved_name',
  format('CREATE TABLE cannot have a column %s', name))
from unnest(platform.data_api_parameters()) as name;
select is(tests.exec_sql('create table app_57_t ("x.limit" int)'), '42939 reserved_name',
  'the Data API reads only what follows the last dot');
select is(tests.exec_sql('alter table app_57_todos add column columns int'), '42939 reserved_name', 'ADD COLUMN is refused');
select is(tests.exec_sql('alter table app_57_todos add column a int, add "offset" int'), '42939 reserved_name', 'ADD is refused');
select is(tests.exec_sql('alter table app_57_todos add column if not exists COLUMNS int'), '42939 reserved_name',
  'ADD COLUMN IF NOT EXISTS is refused in upper case, which is folded');
select is(tests.exec_sql('alter table app_57_users add column on_conflict int'), '42939 reserved_name',
  'profiles cannot have such a column');
select is(tests.exec_sql('create table app_57_users (id uuid primary key, columns int)'), '42939 reserved_name',
  'CREATE TABLE for the profiles is refused');
select is(tests.exec_sql('alter table app_57_todos rename column text to "limit"'), '42939 reserved_name', 'RENAME COLUMN is refused');
select is(tests.exec_sql('alter table app_57_todos rename text to columns'), '42939 reserved_name', 'RENAME is refused');
select is(tests.exec_sql('create view app_57_v as select id, text as "limit" from app_57_todos'), '42939 reserved_name',
  'an alias in a view is refused');
select is(tests.exec_sql('create view app_57_v as select id, text columns from app_57_todos'), '42939 reserved_name',
  'an alias without AS is refused');
select is(tests.exec_sql('create view app_57_v (id, columns) as select id, text from app_57_todos'), '42939 reserved_name',
  'a column list of a view is refused');
select is(tests.exec_sql('create or replace view app_57_v as select * from (select text as columns from app_57_todos) as inner_query'),
  '42501 app_not_sound', 'the catalog refuses a name that a view only takes over');
select is(tests.exec_sql('create view app_57_v as select text as other from app_57_todos;
    alter view app_57_v rename column other to columns'), '42939 reserved_name', 'a column of a view cannot be renamed to such a name');

select is(tests.exec_sql('create table app_57_t (id int primary key, "Limit" int, columns_value int, limits int, "order" int)'), 'done',
  'other names are allowed, and case is distinguished');
select is(tests.exec_sql('alter table app_57_t drop column if exists columns, add constraint columns check (limits > 0)'), 'done',
  'a constraint may have such a name, and a column that does not exist may be dropped');
select is(tests.exec_sql('create view app_57_v as select columns.id from app_57_t as columns limit 5 offset 1'), 'done',
  'a view may use the words otherwise');
select matches(pg_temp.warnings('create table app_57_o (id int primary key, "order" int, "and" int)'), '"and", "order"',
  'a warning names the columns that cannot be filtered');
select matches(pg_temp.warnings('alter table app_57_todos add column "or" int'), '"or"', 'ADD COLUMN gives the warning, too');
select is(pg_temp.warnings('create table app_57_p (id int primary key, position int)'), 'no warning', 'another column gives no warning');

select matches(pg_temp.warnings(format('alter table app_57_todos add column %I text', name)), '^The Data API does not read "',
  format('a column %s gives the warning', name))
from unnest(array['not.and', 'not.or', 'x.order', 'x.y', 'a->limit', 'select=*&x', 'b,c', 'd(e)', 'f:g', 'limit ', ' limit', 'x%2elimit'])
  as name;
select is(pg_temp.warnings('alter table app_57_todos add column "événements" text, add column "Full Name" text, add column "a-b" text'),
  'no warning', 'letters of other alphabets, inner spaces and hyphens give no warning');
select is(pg_temp.warnings('alter table app_57_todos add column plain text, add constraint "a, b" check (true)'),
  'no warning', 'the name of a constraint gives no warning');

select sandbox.run_as_app(57, 'alter table public.app_57_lists rename column text to "limit"');
select is(tests.findings(), 'app_57_lists.limit column_hides_filters', 'verify_app finds an existing column');
select is(tests.exec_sql('alter table app_57_lists add column note text'), '42501 app_not_sound',
  'a table with such a column cannot be changed otherwise');
select platform.drop_table(57, 'lists');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', max(id))), '42501 app_not_sound',
  'a table with such a column does not come back from the trash') from platform.dropped_objects where app_id = 57;
select is(tests.findings(), 'sound', 'the app without the table is sound');

select * from finish();
rollback;
