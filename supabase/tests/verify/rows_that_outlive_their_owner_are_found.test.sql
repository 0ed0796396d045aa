-- VER-1, MEM-2: without the cascade from the profile the rows of a deleted user would stay.
begin;
select plan(5);
select tests.create_app(57);

select is(tests.findings(), 'sound', 'every table references its owner');
do $$
declare
  v_key text := (select conname from pg_constraint where conrelid = 'public.app_57_todos'::regclass and contype = 'f');
begin
  perform sandbox.run_as_app(57, format('alter table public.app_57_todos drop constraint %I', v_key));
end
$$;
select is(tests.findings(), 'app_57_todos.user_id owner_reference_missing', 'a table that does not is found');
select sandbox.run_as_app(57, 'alter table public.app_57_todos add constraint kept foreign key (user_id) references public.app_57_users (id) on delete restrict');
select is(tests.findings(), 'app_57_todos.user_id owner_reference_missing', 'so is one that holds its owner');
select sandbox.run_as_app(57, 'alter table public.app_57_todos drop constraint kept; alter table public.app_57_todos add constraint cascades foreign key (user_id) references public.app_57_users (id) on delete cascade');
select is(tests.findings(), 'sound', 'nothing is found when it cascades again');
select sandbox.run_as_app(57, 'alter table public.app_57_todos alter column user_id drop not null');
select is(tests.findings(), 'app_57_todos.user_id owner_optional', 'rows without an owner are found');

select * from finish();
rollback;
