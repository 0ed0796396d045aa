-- VER-1: the triggers of the platform are there, do what they were made for, and are the only ones.
begin;
select plan(11);
select tests.create_app(57);
create function pg_temp.run(sql text) returns text language sql as $$
  select sandbox.run_as_app(57, sql);
  select tests.findings();
$$;

select is(tests.findings(), 'sound', 'the triggers are as they were made');
select is(pg_temp.run('alter table public.app_57_lists disable trigger keep_owner'), 'app_57_lists.keep_owner trigger_missing', 'one that is switched off');
select is(pg_temp.run('alter table public.app_57_lists enable replica trigger keep_owner'), 'app_57_lists.keep_owner trigger_missing', 'one that fires on replicas alone');
select is(pg_temp.run('alter table public.app_57_lists enable trigger keep_owner'), 'sound', 'nothing when it is switched on');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists'), 'app_57_lists.keep_owner trigger_missing', 'one that is gone');
select is(pg_temp.run('create trigger keep_owner before update of user_id on public.app_57_lists for each row when (false) execute function access.tg_keep_owner()'),
  'app_57_lists.keep_owner trigger_changed', 'one that never fires');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update of text on public.app_57_lists for each row when (old.user_id is distinct from new.user_id) execute function access.tg_keep_owner()'),
  'app_57_lists.keep_owner trigger_changed', 'one that watches another column');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update on public.app_57_lists for each row execute function extensions.moddatetime(updated_at)'),
  'app_57_lists.keep_owner trigger_changed', 'one that does something else');
select is(pg_temp.run('drop trigger keep_owner on public.app_57_lists;
    create trigger keep_owner before update of user_id on public.app_57_lists for each row when (old.user_id is distinct from new.user_id) execute function access.tg_keep_owner()'),
  'sound', 'nothing when it is as it was');
select is(pg_temp.run('drop trigger set_updated_at on public.app_57_todos;
    create trigger set_updated_at before update on public.app_57_todos for each row execute function extensions.moddatetime(created_at)'),
  'app_57_todos.set_updated_at trigger_changed', 'one that sets another column');
select sandbox.run_as_app(57, 'create function public.app_57_spy() returns trigger language plpgsql as ''begin return new; end''');
select sandbox.run_as_app(57, 'create trigger spy before insert on public.app_57_news for each row execute function public.app_57_spy()');
select is((select string_agg(object || ' ' || problem, ', ' order by object) from platform.verify_app(57) where problem like 'foreign%'),
  'app_57_news.spy foreign_trigger, function public.app_57_spy() foreign_object', 'one of the app''s own');

select * from finish();
rollback;
