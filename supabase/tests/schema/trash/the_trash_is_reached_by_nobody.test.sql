-- TRASH-1: nobody reaches what was dropped, except for the platform through its functions, which list, restore and purge it.
begin;
select plan(21);
select tests.cast();
select tests.act_as_role('service_role');

select platform.drop_table(57, 'lists');
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "more", "type": "text"}]}', true);
select tests.act_as_owner();
select set_config('tests.table', 'trash.' || relname, true)
from pg_class join platform.dropped_objects on relname = 'app_57_' || id
where relnamespace = 'trash'::regnamespace and app_id = 57 and kind = 'table';
select set_config('tests.column', 'trash.' || relname, true)
from pg_class join platform.dropped_objects on relname = 'app_57_' || id
where relnamespace = 'trash'::regnamespace and app_id = 57 and kind = 'column';
select matches(current_setting('tests.table') || ' ' || current_setting('tests.column'), '^trash.app_57_\d+ trash.app_57_\d+$',
  'a table and a column of 57 are in the trash');
select tests.create_key('key', 57, '{read,write}');
select tests.act_as('alice');
select throws_ok('select from ' || current_setting('tests.table'), '42501', null, 'a member of 57 reads no table in the trash');
select throws_ok('select from ' || current_setting('tests.column'), '42501', null, 'a member of 57 reads no column in the trash');
select throws_ok('delete from ' || current_setting('tests.table'), '42501', null, 'a member of 57 deletes no row in the trash');
select tests.act_as('eve');
select throws_ok('select from ' || current_setting('tests.table'), '42501', null, 'a member of 58 reads no table in the trash');
select tests.act_as_role('anon');
select throws_ok('select from ' || current_setting('tests.table'), '42501', null, 'anon reads no table in the trash');
select tests.act_as_key('key', 57);
select throws_ok('select from ' || current_setting('tests.table'), '42501', null, 'a key of 57 reads no table in the trash');
select throws_ok('select from ' || current_setting('tests.column'), '42501', null, 'a key of 57 reads no column in the trash');
select tests.act_as_role('service_role');
select throws_ok('select from ' || current_setting('tests.table'), '42501', null, 'service_role reads no table in the trash');
select throws_ok('select from ' || current_setting('tests.column'), '42501', null, 'service_role reads no column in the trash');
select throws_ok('drop table ' || current_setting('tests.table'), '42501', null, 'service_role drops no table in the trash');
select matches(tests.exec_sql('select * from ' || current_setting('tests.table')), '^42501 ', 'SQL of 57 reads no table in the trash');
select matches(tests.exec_sql('drop table ' || current_setting('tests.table')), '^42501 ', 'SQL of 57 drops no table in the trash');
select matches(tests.exec_sql('alter table app_57_todos set schema trash'), '^42501 ', 'SQL of 57 moves no table to the trash');
select matches(tests.exec_sql('create table trash.app_57_999 (id integer)'), '^42501 ', 'SQL of 57 creates no table in the trash');
select is(platform.exec_sql(58, 'select * from ' || current_setting('tests.table')) ->> 'code', '42501',
  'SQL of 58 reads no table in the trash');
select tests.act_as_owner();
select throws_ok(format('select sandbox.run_as_app(58, %L)', 'select from ' || current_setting('tests.table')), '42501', null,
  'the role of 58 reads no table in the trash, even past the guard');
select throws_ok($$select sandbox.run_as_app(57, 'create table trash.app_57_999 (id integer)')$$, '42501', null,
  'the role of 57 creates no table in the trash, even past the guard');
select is_empty(
  $$select rolname from pg_roles, pg_namespace
    where nspname = 'trash' and rolname in ('anon', 'authenticated', 'service_role', 'app_service', 'authenticator')
    and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'usage, create')$$,
  'no role of the Data API has a privilege on the schema trash');
select tests.act_as_role('service_role');
select is(tests.error_of(format('select platform.restore_dropped(57, %s)', substring(current_setting('tests.table') from '\d+$'))),
  'no error', 'restore_dropped restores the table from the trash');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 2::bigint, 'a member of 57 reads the restored table');

select * from finish();
rollback;
