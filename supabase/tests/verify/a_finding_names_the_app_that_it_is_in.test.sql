-- VER-1: what is wrong in one app is found there and by verify_shard, and in no other app, however similar the ids are.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(5);
select tests.create_app(570);
select sandbox.run_as_app(57, 'alter table public.app_57_todos disable row level security');

select results_eq('select app_id, object, problem from platform.verify_app(57)',
  $$values (57::bigint, 'app_57_todos'::text, 'row_security_disabled'::text)$$, 'verify_app finds the problem in its app');
select is_empty('select * from platform.verify_app(5)', 'verify_app finds nothing in app 5, although the id 57 begins with 5');
select is_empty('select * from platform.verify_app(570)', 'verify_app finds nothing in app 570, although its id begins with 57');
select is_empty($$select * from platform.verify_app(57, 'lists')$$, 'verify_app finds nothing in another table of the app');
select isnt_empty($$select * from platform.verify_app(57, 'todos')$$, 'verify_app finds the problem in the table that it is asked for');
select results_eq('select app_id, object, problem from platform.verify_shard() where app_id in (5, 57, 570)',
  $$values (57::bigint, 'app_57_todos'::text, 'row_security_disabled'::text)$$, 'verify_shard finds the problem once');

select * from finish();
rollback;
