-- VER-1: what is wrong with one app is found there and by verify_shard, and in no other app, however much the ids look alike.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(5);
select tests.create_app(570);
select sandbox.run_as_app(57, 'alter table public.app_57_todos disable row level security');

select results_eq('select app_id, object, problem from platform.verify_app(57)', $$values (57::bigint, 'app_57_todos'::text, 'row_security_disabled'::text)$$, 'it is found in the app');
select is_empty('select * from platform.verify_app(5)', 'not in the one whose id begins the same');
select is_empty('select * from platform.verify_app(570)', 'nor in the one whose id begins with this one');
select is_empty($$select * from platform.verify_app(57, 'lists')$$, 'not in another table of the app');
select isnt_empty($$select * from platform.verify_app(57, 'todos')$$, 'but in the table, when that is asked for');
select results_eq('select app_id, object, problem from platform.verify_shard() where app_id in (5, 57, 570)',
  $$values (57::bigint, 'app_57_todos'::text, 'row_security_disabled'::text)$$, 'verify_shard finds it once');

select * from finish();
rollback;
