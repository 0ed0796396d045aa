-- MEM-8: what published apps write for a row at sign-up is accepted, runs, and is changed and dropped as in Supabase.
begin;
select plan(26);
select tests.cast();
set local statement_timeout = '8s';
create function pg_temp.triggers() returns text language sql as $$
  select coalesce(string_agg(tgname || ' ' || tgfoid::regproc, ', ' order by tgname), 'none') from pg_trigger
  where tgrelid = to_regclass('sandbox.app_57_sign_up')
$$;
create function pg_temp.new_row(name text, meta jsonb default '{}') returns text language plpgsql as $$
declare v_row text;
begin
  perform tests.sign_up(name, meta || '{"app_id": 57}');
  perform access.custom_access_token(jsonb_build_object('user_id', tests.user_id(name), 'claims', '{}'::jsonb));
  execute 'select coalesce(string_agg(nickname || '' '' || coins, '', ''), ''none'') from public.app_57_profiles where id = $1'
    into v_row using tests.user_id(name);
  return v_row;
end $$;

select is(tests.exec_sql($$
  create table app_57_profiles (id uuid primary key references auth.users on delete cascade, nickname text,
    coins integer not null default 0);
  alter table app_57_profiles enable row level security;
  create policy "own" on app_57_profiles for select using (auth.uid() = id);
  create function app_57_handle_new_user() returns trigger language plpgsql security definer set search_path = public as $f$
  begin
    insert into public.app_57_profiles (id, nickname) values (new.id, new.raw_user_meta_data ->> 'nickname');
    return new;
  end $f$;
  drop trigger if exists on_auth_user_created on auth.users;
  create trigger on_auth_user_created after insert on auth.users for each row execute function app_57_handle_new_user()
$$), 'done', 'the statements of a published app are accepted');
select is(pg_temp.triggers(), 'on_auth_user_created code.app_57_handle_new_user', 'the trigger is on the view of the app');
select is(pg_temp.new_row('carl', '{"nickname": "Carlo"}'), 'Carlo 0', 'the row exists');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select is(tests.exec_sql('drop function app_57_handle_new_user()'), '2BP01 sql_error',
  'the function cannot be dropped while the trigger uses it');
select is(tests.exec_sql($$
  create or replace function app_57_handle_new_user() returns trigger language plpgsql security definer as $f$
  begin
    insert into app_57_profiles (id, nickname, coins) values (new.id, new.raw_user_meta_data ->> 'nickname', 5);
    return null;
  end $f$
$$), 'done', 'the function is replaced');
select is(pg_temp.new_row('dora', '{"nickname": "D"}'), 'D 5', 'the new source runs, and may return null');
select is(tests.exec_sql('alter function app_57_handle_new_user() rename to app_57_welcome'), 'done', 'the function is renamed');
select is(pg_temp.new_row('emil', '{"nickname": "E"}'), 'E 5', 'the trigger follows the function');

select is(tests.exec_sql($$
  create function app_57_more() returns trigger language plpgsql security definer as $f$
  begin
    update app_57_profiles set coins = coins + 1 where id = new.id;
    return new;
  end $f$;
  create trigger "On Sign-up, 2" after insert on auth.users for each row execute procedure public.app_57_more();
  create or replace trigger on_auth_user_created after insert on auth.users for each row execute function app_57_more()
$$), 'done', 'a second trigger is created');
select is(pg_temp.triggers(), 'On Sign-up, 2 code.app_57_more, on_auth_user_created code.app_57_more', 'a trigger is replaced by its name');
select is(tests.exec_sql('drop trigger "On Sign-up, 2" on auth.users'), 'done', 'one trigger is dropped');
select is(pg_temp.triggers(), 'on_auth_user_created code.app_57_more', 'the other one remains');
select is(tests.exec_sql('drop trigger on_auth_user_created on auth.users; drop function app_57_more()'), 'done',
  'the last trigger is dropped');
select is(to_regclass('sandbox.app_57_sign_up'), null, 'the view goes with it');
select is(pg_temp.new_row('fred'), 'none', 'nothing runs any more');
select is(tests.exec_sql('create trigger a after insert on auth.users for each row execute function app_57_missing()'), '42883 sql_error',
  'a function that does not exist is refused');
select is(tests.exec_sql('create trigger a after insert on auth.users for each row execute function app_58_welcome()'),
  '42501 foreign_name', 'a function of another app is refused');
select is((select count(*)::integer from pg_trigger where tgrelid = 'auth.users'::regclass and tgname !~ '^(appshard|RI_)'), 0,
  'no trigger is on auth.users');

-- Each wall alone: what the catalog wall finds when the others are gone.
select is(tests.exec_sql('create trigger b after insert on auth.users for each row execute function app_57_welcome()'), 'done',
  'a trigger is created');
create function public.stray() returns trigger language plpgsql as 'begin return new; end';
create trigger stray instead of insert on sandbox.app_57_sign_up for each row execute function public.stray();
select is((select string_agg(problem, ',') from platform.verify_app(57)), 'sign_up_code_changed',
  'a trigger of a foreign function is found');
drop trigger stray on sandbox.app_57_sign_up;
grant insert on sandbox.app_57_sign_up to authenticated;
select is((select string_agg(problem, ',') from platform.verify_app(57)), 'sign_up_code_changed',
  'somebody else who reaches the view is found');
select is(platform.repair_app(57) -> 'steps', '["restored the sign-up code"]', 'repair_app restores the view');
select is(pg_temp.triggers(), 'b code.app_57_welcome', 'the trigger of the app remains');
select is_empty('select * from platform.verify_app(57)', 'then the app is sound');
select is(pg_temp.new_row('gina', '{"nickname": "G"}'), 'G 5', 'the sign-up code runs');
select * from finish();
rollback;
