-- A role takes all that it owned with it; an executor can be lost alone.
begin;
select plan(9);
select tests.cast();
select set_config('tests.app', platform.describe_app(57)::text, true);

-- Lends the tests the hands of a factory, for one statement.
alter function sandbox.factory_script rename to true_factory_script;
create function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';
select sandbox.run_factory('grant app_57 to app_factory_57 with inherit true, set true; drop function sandbox.app_57_read;
  revoke inherit option for app_57 from app_factory_57; revoke set option for app_57 from app_factory_57', 57);
drop function sandbox.factory_script;
alter function sandbox.true_factory_script rename to factory_script;

select is(platform.repair_app(57), '{"steps": ["installed executors of app_57"]}', 'a lost executor is made again');
select is(platform.repair_app(57), '{"steps": []}', 'a second run does nothing');
select is((select count(*)::integer from public.app_57_todos), 2, 'no row is touched');
select lives_ok($$select sandbox.run_as_app(57, 'select 1')$$, 'it executes');

select sandbox.run_factory('drop_role', 57);
select is(
  (select array_agg(step order by step) from jsonb_array_elements_text(platform.repair_app(57) -> 'steps') as step),
  '{"created 2 profiles","created role app_57","created table app_57_lists","created table app_57_news","created table app_57_posts",
    "created table app_57_todos","created table app_57_users","installed executors of app_57"}', 'a lost role is made again with its tables and profiles');
select is(platform.repair_app(57), '{"steps": []}', 'a second run does nothing');
select is(platform.describe_app(57), current_setting('tests.app')::jsonb, 'the app is described as before');
select is_empty('select * from platform.verify_app(57)', 'and is sound');
select tests.act_as('alice');
select lives_ok($$insert into public.app_57_todos (text) values ('again')$$, 'its members can go on');

select * from finish();
rollback;
