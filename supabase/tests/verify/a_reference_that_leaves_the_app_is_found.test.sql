-- VER-1: a foreign key to another app is found, because it would reveal which rows of that app exist.
begin;
select plan(4);
select tests.create_app(57);
select tests.create_app(58);
select sandbox.run_as_app(57, 'alter table public.app_57_todos add column other uuid');
select is_empty('select * from platform.verify_app(57)', 'a column without a foreign key is sound');
select sandbox.run_as_app(58, 'grant references on public.app_58_todos to app_57');
select sandbox.run_as_app(57, 'alter table public.app_57_todos add constraint leak
  foreign key (other) references public.app_58_todos (id)');

select is((select string_agg(object || ' ' || problem, ', ' order by object, problem) from platform.verify_app(57)),
  'app_57: table public.app_58_todos privilege_beyond_app, app_57_todos.leak foreign_reference',
  'a foreign key to another app is found in the app that has it, with the privilege that it needed');
select is((select string_agg(object || ' ' || problem, ', ' order by object, problem) from platform.verify_app(58)),
  'app_58_todos REFERENCES to app_57 stray_grant', 'the grant that the foreign key needed is found in the other app');
select sandbox.run_as_app(57, 'alter table public.app_57_todos drop constraint leak');
select sandbox.run_as_app(58, 'revoke references on public.app_58_todos from app_57');
select is_empty('select * from platform.verify_app(57)', 'the app is sound once the foreign key is dropped');

select * from finish();
rollback;
