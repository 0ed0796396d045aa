-- VER-1: the triggers of the platform exist, do what they were created for, and are the only ones.
begin;
select plan(11);
select tests.create_app(57);
create function pg_temp.run(sql text) returns text language sql as $$
  select sandbox.run_as_app(57, sql);
  select tests.findings();
$$;

select is(tests.findings(), 'sound', 'the original triggers are sound');
select is(pg_temp.run('alter table public.app_57_lists disable trigger keep_owner'), 'app_57_lists.keep_owner trigger_missing',
  'a disabled trigger is found');
select is(pg_temp.run('alter table public.app_57_lists enable replica trigger keep_owner'), 'app_57_lists.keep_owner trigger_missing',
  'a trigger that fires only on replicas is found');
select is(pg_temp.run('alter table public.app_57_lists enable trigger keep_owner'), 'sound', 'a trigger that is enabled again is sound');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists'), 'app_57_lists.keep_owner trigger_missing',
  'a missing trigger is found');
select is(
  pg_temp.run('create trigger keep_owner before update of user_id on public.app_57_lists for each row when (false)
    execute function access.tg_keep_owner()'),
  'app_57_lists.keep_owner trigger_changed', 'a trigger that never fires is found');
select is(
  pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update of text on public.app_57_lists for each row when (old.user_id is distinct from new.user_id)
      execute function access.tg_keep_owner()'),
  'app_57_lists.keep_owner trigger_changed', 'a trigger that watches another column is found');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update on public.app_57_lists for each row execute function extensions.moddatetime(updated_at)'),
  'app_57_lists.keep_owner trigger_changed', 'a trigger that does something else is found');
select is(
  pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update of user_id on public.app_57_lists for each row when (old.user_id is distinct from new.user_id)
      execute function access.tg_keep_owner()'),
  'sound', 'the restored trigger is sound');
select is(pg_temp.run('drop trigger set_updated_at on public.app_57_todos;
    create trigger set_updated_at before update on public.app_57_todos for each row execute function extensions.moddatetime(created_at)'),
  'app_57_todos.set_updated_at trigger_changed', 'a trigger that sets another column is found');
select sandbox.run_as_app(57, 'create function public.app_57_spy() returns trigger language plpgsql as ''begin return new; end''');
select sandbox.run_as_app(57, 'create trigger spy before insert on public.app_57_news for each row execute function public.app_57_spy()');
select is((select string_agg(object || ' ' || problem, ', ' order by object) from platform.verify_app(57)
    where problem ~ '^foreign|^function'),
  'app_57_news.spy foreign_trigger, public.app_57_spy() function_without_code',
  'a trigger that the app created is found together with its function');

select * from finish();
rollback;
