-- repair_app restores a role with everything that it owned, and executors that were lost without their role.
begin;
select plan(9);
select tests.cast();
select set_config('tests.app', platform.describe_app(57)::text, true);

-- For one statement, the factory runs any SQL that it is given.
alter function sandbox.factory_script rename to true_factory_script;
create function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';
select sandbox.run_factory('grant app_57 to app_factory_57 with inherit true, set true; drop function sandbox.app_57_read;
  revoke inherit option for app_57 from app_factory_57; revoke set option for app_57 from app_factory_57', 57);
drop function sandbox.factory_script;
alter function sandbox.true_factory_script rename to factory_script;

select is(platform.repair_app(57), '{"steps": ["installed executors of app_57"]}', 'a missing executor is installed again');
select is(platform.repair_app(57), '{"steps": []}', 'a second run after installing the executor takes no step');
select is((select count(*)::integer from public.app_57_todos), 2, 'the rows remain after the executor was installed');
select lives_ok($$select sandbox.run_as_app(57, 'select 1')$$, 'the installed executors run SQL');

select sandbox.run_factory('drop_role', 57);
select is(
  (select array_agg(step order by step) from jsonb_array_elements_text(platform.repair_app(57) -> 'steps') as step),
  '{"created 2 profiles","created role app_57","created table app_57_lists","created table app_57_news","created table app_57_posts",
    "created table app_57_todos","created table app_57_users","installed executors of app_57"}',
  'a missing role is created again with its executors, tables and profiles');
select is(platform.repair_app(57), '{"steps": []}', 'a second run after restoring the role takes no step');
select is(platform.describe_app(57), current_setting('tests.app')::jsonb, 'the app is described as before');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');
select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('again')$$, 'alice inserts a row into a restored table');

select * from finish();
rollback;
