-- MEM-9: triggers, checks and defaults of an app do not run in statements of Auth, and do not keep the rows of a deleted account.
begin;
select plan(32);
select tests.cast();
select is(tests.exec_sql('create table app_57_seen (at text, id uuid)'), 'done', 'the owner creates a table');
create function pg_temp.set_code(name text, body text) returns void language plpgsql as $$
begin
  perform sandbox.run_function_ddl(57, format('create or replace function code.app_57_%s() returns trigger language plpgsql '
    'security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on '
    'set default_transaction_deferrable = on as %L', name, body));
end $$;
create function pg_temp.seen() returns text language plpgsql as $$
declare v_seen text;
begin
  execute 'select coalesce(string_agg(at, '', '' order by at), ''nothing'') from public.app_57_seen' into v_seen;
  delete from public.app_57_seen;
  return v_seen;
end $$;
create function pg_temp.rows_of(name text) returns text language sql as $$
  select (select count(*) from public.app_57_users where id = tests.user_id(name)) || ' '
    || (select count(*) from public.app_57_todos where user_id = tests.user_id(name))
$$;
select pg_temp.set_code('see', $$ begin
  insert into app_57_seen values (tg_table_name || ' ' || tg_op, null); return coalesce(new, old);
end $$);
select sandbox.run_as_app(57, $$
  create trigger see_profiles before insert or update or delete on app_57_users for each row execute function code.app_57_see();
  create trigger see_todos after delete on app_57_todos for each row execute function code.app_57_see()
$$);

-- Sign-up.
select tests.sign_up('carl', '{"app_id": 57}');
select is(pg_temp.seen(), 'nothing', 'a trigger on the profiles does not fire in the sign-up');
select is(pg_temp.rows_of('carl'), '0 0', 'the profile waits');
select is_empty('select * from platform.verify_app(57) where problem like ''profile%''', 'a profile that waits is no finding');
set local statement_timeout = '8s';
select access.custom_access_token(jsonb_build_object('user_id', tests.user_id('carl'), 'claims', '{}'::jsonb));
select is(pg_temp.seen() || ' ' || pg_temp.rows_of('carl'), 'app_57_users INSERT 1 0', 'the profile exists before the first token');
select platform.add_member(57, tests.user_id('mallory'));
select is(pg_temp.seen() || ' ' || pg_temp.rows_of('mallory'), 'app_57_users INSERT 1 0', 'add_member creates the profile at once');
set local statement_timeout = 0;

-- A new address.
update auth.users set email = 'new@example.com' where id = tests.user_id('carl');
select is(pg_temp.seen(), 'nothing', 'a trigger on the profiles does not fire when the account gets a new address');
select is(platform.finish_account_changes() ->> 'finished', '0', 'the job without a sure limit leaves the app out');
select is(pg_temp.seen(), 'nothing', 'that job runs no code');
set local statement_timeout = '8s';
select is(platform.run_pending_code(), '{"failed": 0, "pending": 0, "finished": 1}', 'the job with a limit does the rest');
select is(pg_temp.seen() || (select email from public.app_57_users where id = tests.user_id('carl')), 'app_57_users UPDATEnew@example.com',
  'the profile has the new address');
set local statement_timeout = 0;

-- A deleted account.
delete from auth.users where id = tests.user_id('alice');
select is(pg_temp.seen() || ' ' || pg_temp.rows_of('alice'), 'nothing 1 1', 'no trigger fires when the account is deleted; the rows wait');
select tests.act_as('alice');
select is_empty('select * from public.app_57_todos', 'nobody reaches the rows as their owner');
select tests.act_as_owner();
select tests.sign_up('alice');
select is(tests.error_of(format('select platform.add_member(57, %L)', tests.user_id('alice'))), 'PT409 account_change_pending',
  'an account with the same id does not get the rows of the former one');
set local statement_timeout = '8s';
select is(platform.finish_account_changes() ->> 'finished', '0', 'the job without a sure limit leaves the rows');
select is(platform.run_pending_code(), '{"failed": 0, "pending": 0, "finished": 1}', 'the job with a limit deletes the rows');
select is(pg_temp.seen() || ' ' || pg_temp.rows_of('alice'), 'app_57_todos DELETE, app_57_users DELETE 0 0', 'then the triggers fire');
select lives_ok(format('select platform.add_member(57, %L)', tests.user_id('alice')), 'then the account joins the app');
select pg_temp.seen();

-- Code that keeps rows: it raises, does not end, or returns null.
insert into public.app_57_todos (user_id, text) select tests.user_id(name), 'x' from unnest('{carl,mallory}'::text[]) as name;
select pg_temp.set_code('keep', 'begin return null; end');
select sandbox.run_as_app(57, 'create trigger keep before delete on app_57_todos for each row execute function code.app_57_keep()');
delete from auth.users where id = tests.user_id('bob');
select is(platform.run_pending_code() ->> 'failed', '1', 'a trigger that returns null does not keep rows unseen');
select is((select error from platform.pending_account_changes), '55000', 'the change waits with its error');
select is(tests.error_of(format('select platform.remove_member(57, %L)', tests.user_id('carl'))), '55000 rows_remain',
  'the end of a membership clears the rows, or is refused');
select pg_temp.set_code('keep', 'begin raise exception ''kept''; end');
update platform.pending_account_changes set tried_at = null;
select is(platform.run_pending_code() ->> 'failed', '1', 'a trigger that raises is tried again');
select pg_temp.set_code('keep', 'begin loop null; end loop; end');
update platform.pending_account_changes set tried_at = null;
set local statement_timeout = '500ms';
select platform.run_pending_code();
set local statement_timeout = '8s';
select is((select attempts || ' ' || error from platform.pending_account_changes), '3 57014', 'a trigger that does not end is ended');
update platform.pending_account_changes set tried_at = null;
select is(platform.run_pending_code() ->> 'finished', '1', 'after three failures the rows are deleted without the triggers of the app');
select is(pg_temp.rows_of('bob'), '0 0', 'the rows of the deleted account are gone');
select is((select string_agg(concat(tgname, tgenabled), ' ' order by tgname) from pg_trigger where tgname ~ '^(keep|see_.*)$'),
  'keepO see_profilesO see_todosO', 'the triggers of the app are enabled again');
select pg_temp.set_code('keep', 'begin return old; end');
select lives_ok(format('select platform.remove_member(57, %L)', tests.user_id('carl')), 'a trigger that returns old keeps nothing');
select is(pg_temp.rows_of('carl'), '0 0', 'the rows of the former member are gone');

-- A profile without a membership.
select pg_temp.seen();
insert into public.app_57_users (id) values (tests.user_id('zed'));
select pg_temp.seen();
select is(platform.repair_app(57) -> 'steps', '["left 1 profiles without a membership to run_pending_code"]', 'repair_app runs no code');
select is(pg_temp.seen(), 'nothing', 'no trigger fired in the repair');
select is(platform.run_pending_code() ->> 'finished', '1', 'the job with a limit deletes the profile');
select is(pg_temp.rows_of('zed'), '0 0', 'the profile is gone');
select * from finish();
rollback;
