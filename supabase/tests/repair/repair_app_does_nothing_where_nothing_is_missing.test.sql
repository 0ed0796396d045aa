begin;
select plan(6);
select tests.cast();
create function pg_temp.state() returns text language sql as $$
  select md5(string_agg(line, ' ' order by line)) from (
    select 'class ' || oid || ' ' || xmin || ' ' || relfilenode as line from pg_class where relname like 'app\_57\_%'
    union all select 'policy ' || oid || ' ' || xmin from pg_policy
    union all select 'trigger ' || oid || ' ' || xmin from pg_trigger where not tgisinternal
    union all select 'function ' || oid || ' ' || xmin from pg_proc where proname = 'app_57_write'
    union all select 'table ' || app_tables::text from platform.app_tables
    union all select 'app ' || apps::text from platform.apps
    union all select 'row ' || todos::text from public.app_57_todos as todos
  ) as lines
$$;
select set_config('tests.state', pg_temp.state(), true), set_config('tests.entries', (select count(*)::text from platform.audit_log), true);

select is(platform.repair_app(57), '{"steps": []}', 'nothing is done to a sound app');
select is(pg_temp.state(), current_setting('tests.state'), 'nothing of it was touched');
select is(
  platform.repair_app(57, '{"tables": [{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]}, {"name": "news", "scope": "read_only",
    "columns": [{"name": "text", "type": "text"}]}]}'), '{"steps": []}', 'nor when what is desired is there');
select is(platform.repair_app(57, platform.describe_app(57) - 'id' - 'users' #- '{tables,0,full_name}' #- '{tables,1,full_name}' #- '{tables,2,full_name}' #- '{tables,3,full_name}'),
  '{"steps": []}', 'nor when what is desired is what is described');
select is(pg_temp.state(), current_setting('tests.state'), 'nothing of it was touched');
select is((select count(*)::text from platform.audit_log), current_setting('tests.entries'), 'and nothing is told in the audit log');

select * from finish();
rollback;
