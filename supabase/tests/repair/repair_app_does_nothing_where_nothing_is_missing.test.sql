-- repair_app changes nothing where nothing is missing, and writes nothing to the audit log.
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

select is(platform.repair_app(57), '{"steps": []}', 'repair_app takes no step in a sound app');
select is(pg_temp.state(), current_setting('tests.state'), 'repair_app leaves a sound app untouched');
select is(
  platform.repair_app(57, '{"tables": [{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}]},
    {"name": "news", "scope": "read_only", "columns": [{"name": "text", "type": "text"}]}]}'),
  '{"steps": []}', 'repair_app takes no step if everything desired exists');
select is(
  platform.repair_app(57,
    platform.describe_app(57) - 'id' - 'users' #- '{tables,0,full_name}' #- '{tables,1,full_name}'
      #- '{tables,2,full_name}' #- '{tables,3,full_name}'),
  '{"steps": []}', 'repair_app takes no step if the desired state is the description of the app');
select is(pg_temp.state(), current_setting('tests.state'), 'repair_app leaves an app that is as desired untouched');
select is((select count(*)::text from platform.audit_log), current_setting('tests.entries'),
  'repair_app without a step adds no entry to the audit log');

select * from finish();
rollback;
