-- ROLE-2: an app that shadows types and catalogs with temporary ones gets no call of its code from another role: neither from a
-- definer function that a default or a policy calls, nor from a control function that runs afterwards.
begin;
select plan(4);
select tests.cast();
select tests.act_as_owner();
select set_config('request.jwt.claims', json_build_object('sub', tests.user_id('alice'), 'role', 'authenticated')::text, true);

-- The setting tests.ran_as keeps the current_user of each call of the app's function.
select sandbox.run_as_app(57, $sql$
  create function pg_temp.notice(value anyelement) returns boolean language plpgsql as $$
  begin
    perform set_config('tests.ran_as', concat(current_setting('tests.ran_as', true), ' ', current_user), true);
    return true;
  end
  $$;
  create domain pg_temp.text as pg_catalog.text check (pg_temp.notice(value));
  create domain pg_temp.jsonb as pg_catalog.jsonb check (pg_temp.notice(value));
  create domain pg_temp.uuid as pg_catalog.uuid check (pg_temp.notice(value));
  create domain pg_temp.regclass as pg_catalog.regclass check (pg_temp.notice(value));
  create domain pg_temp.name as pg_catalog.name check (pg_temp.notice(value));
  create temporary table pg_class as select 1 as shadow;
  create temporary table pg_proc as select 1 as shadow;
  create temporary table pg_roles as select 1 as shadow;
  select 'x'::pg_temp.text, '{}'::pg_temp.jsonb, gen_random_uuid()::pg_temp.uuid;
  insert into public.app_57_lists (user_id, text) select id, 'by the app' from public.app_57_users where email = 'bob@example.com';
  insert into public.app_57_lists (text) values ('by the app, in the name of alice');
$sql$);
-- A plan from before the app's types existed would not use them.
discard plans;
-- No pgTAP here: its own functions would resolve to the types of the app.
set local role authenticated;
insert into public.app_57_lists (text) values ('by alice');
select public.leave_app(58);
set local role service_role;
select platform.create_table(58, '{"name": "more", "columns": [{"name": "text", "type": "text", "max_length": 9, "default": "x"}]}');
select platform.verify_app(57);
select platform.repair_app(58);
set local role none;
select sandbox.run_as_app(57, 'drop domain pg_temp.text, pg_temp.jsonb, pg_temp.uuid, pg_temp.regclass, pg_temp.name');

select is(trim(current_setting('tests.ran_as')),
  'app_57 app_57 app_57', 'the function of the app recorded only the three calls of the app');
select results_eq('select text from public.app_57_lists where user_id = tests.user_id(''alice'') and text like ''by %'' order by text',
  array['by alice', 'by the app, in the name of alice'], 'the rows of alice were inserted');
select has_table('public', 'app_58_more', 'the table of app 58 was created');
select isnt_empty($$select from platform.verify_app(57) where problem = 'foreign_object'$$,
  'verify_app finds the objects that the app created');

select * from finish();
rollback;
