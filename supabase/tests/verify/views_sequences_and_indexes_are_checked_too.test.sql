-- VER-1: verify_app checks more than tables: grants of views and sequences, names of indexes, left-over policies, and comments.
begin;
select plan(12);
select tests.create_app(57);
create function pg_temp.run(sql text) returns text language sql as $$
  select sandbox.run_as_app(57, sql);
  select tests.findings();
$$;

select alike(pg_temp.run('create view public.app_57_view with (security_invoker = true) as select text from public.app_57_todos'),
  '%app_57_view SELECT to authenticated grant_missing%', 'a view without its grants is found');
select is(
  pg_temp.run('grant select, insert, update, delete on public.app_57_view to authenticated, app_service, postgres, service_role,
      app_57_user;
    grant select on public.app_57_view to anon'),
  'sound', 'a view with its grants is sound');
select is(pg_temp.run('grant truncate on public.app_57_view to authenticated'), 'app_57_view TRUNCATE to authenticated stray_grant',
  'a stray grant on a view is found');
select is(pg_temp.run('drop view public.app_57_view; create sequence public.app_57_numbers;
  grant usage, select on sequence public.app_57_numbers to authenticated, app_service, postgres, service_role, app_57_user'), 'sound',
  'a sequence with its grants is sound');
select is(pg_temp.run('grant update on sequence public.app_57_numbers to anon'), 'app_57_numbers UPDATE to anon stray_grant',
  'a stray grant on a sequence is found');
select is(pg_temp.run('drop sequence public.app_57_numbers; create index idx_app_57_todos_text on public.app_57_todos (text)'), 'sound',
  'an index whose name begins with idx_ is sound');
select is(pg_temp.run('create index app_58_todos_text on public.app_57_todos (text)'), 'app_57_todos.app_58_todos_text foreign_index_name',
  'an index with the prefix of another app is found');
select is(
  pg_temp.run('drop index public.app_58_todos_text;
    create policy default_members_only on public.app_57_todos for select to authenticated using (true)'),
  'app_57_todos.default_members_only policy_left_over', 'a default policy that was left over is found');
select is(pg_temp.run('drop policy default_members_only on public.app_57_todos'), 'sound', 'the app is sound once the policy is dropped');

select is(pg_temp.run('comment on column public.app_57_todos.text is e''\x40graphql({"name": "lists"})'''), 'app_57_todos comment_refused',
  'a comment on a column with a directive for pg_graphql is found');
select is(
  pg_temp.run('comment on column public.app_57_todos.text is null;
    comment on constraint app_57_todos_user_id_fkey on public.app_57_todos is ''@''
  ''graphql({"foreign_name": "x"})'''),
  'app_57_todos comment_refused', 'a comment on a constraint with a directive for pg_graphql is found');
select is(tests.exec_sql('comment on table app_57_lists is e''\x40graphql({"name": "x"})'''), '42501 app_not_sound',
  'exec_sql refuses a comment with a directive for pg_graphql, however it is written');

select * from finish();
rollback;
