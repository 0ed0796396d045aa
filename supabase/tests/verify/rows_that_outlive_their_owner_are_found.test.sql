-- VER-1, MEM-2: without the cascade from the profile, the rows of a deleted user would remain.
begin;
select plan(5);
select tests.create_app(57);

select is(tests.findings(), 'sound', 'an app whose tables all reference their owner is sound');
do $$
declare
  v_key text := (select conname from pg_constraint where conrelid = 'public.app_57_todos'::regclass and contype = 'f');
begin
  perform sandbox.run_as_app(57, format('alter table public.app_57_todos drop constraint %I', v_key));
end
$$;
select is(tests.findings(), 'app_57_todos.user_id owner_reference_missing', 'a table that does not reference its owner is found');
select sandbox.run_as_app(57, 'alter table public.app_57_todos add constraint kept
  foreign key (user_id) references public.app_57_users (id) on delete restrict');
select is(tests.findings(), 'app_57_todos.user_id owner_reference_missing',
  'a table whose reference prevents deleting its owner is found');
select sandbox.run_as_app(57, 'alter table public.app_57_todos drop constraint kept;
  alter table public.app_57_todos add constraint cascades foreign key (user_id) references public.app_57_users (id) on delete cascade');
select is(tests.findings(), 'sound', 'a table whose reference cascades again is sound');
select sandbox.run_as_app(57, 'alter table public.app_57_todos alter column user_id drop not null');
select is(tests.findings(), 'app_57_todos.user_id owner_optional', 'a table whose rows need no owner is found');

select * from finish();
rollback;
