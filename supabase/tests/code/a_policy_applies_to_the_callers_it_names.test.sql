-- CODE-2: a policy of an app applies only to callers of the kinds that it names, also when a function of the app reads the table.
begin;
select plan(20);
select tests.cast();
select tests.must_exec($$
  create table app_57_notes (id bigint generated always as identity primary key, kind text, is_hidden boolean default false);
  alter table app_57_notes enable row level security;
  create policy members on app_57_notes for select to authenticated using (kind = 'for members' and id > 0);
  create policy anybody on app_57_notes using (kind = 'for all') with check (kind = 'for all');
  create policy nothing_hidden on app_57_notes as restrictive for select to authenticated using (not is_hidden);
  insert into app_57_notes (kind) values ('for members'), ('for all'), ('for keys');
  insert into app_57_notes (kind, is_hidden) values ('for members', true)
$$);
select sandbox.run_function_ddl(57, $$
  create function code.app_57_kinds() returns text language sql stable
  security definer set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on
  as 'select string_agg(kind || case when is_hidden then '' hidden'' else '''' end, '', '' order by id) from app_57_notes'
$$);
create function pg_temp.policy(name text) returns text language sql as $$
  select array_to_string(roles, ' ') || ': ' || coalesce(qual, '-') || ' / ' || coalesce(with_check, '-')
  from pg_policies where tablename = 'app_57_notes' and policyname = name
$$;
select is(tests.findings(), 'sound', 'the app with policies of its own is sound');
select is(platform.gate_policies(57), '{}', 'binding the policies again changes nothing');
select is(pg_temp.policy('members'), 'app_57_user authenticated: (( SELECT access.applies_to((57)::bigint, ''{authenticated}''::text[]) '
  'AS applies_to) AND ((kind = ''for members''::text) AND (id > 0))) / -', 'a policy for members is bound to members');
select alike(pg_temp.policy('anybody'), 'app_57_user app_service authenticated: %{authenticated,service_role}%kind = ''for all''%',
  'a policy for everybody is bound to those with a privilege on the table');
select alike(pg_temp.policy('nothing_hidden'), '%((NOT ( SELECT access.applies_to(%{authenticated}%)) OR (NOT is_hidden)) / -',
  'a restrictive policy binds only those whom it names');

select tests.act_as('alice');
select is((select count(*) from public.app_57_notes), 2::bigint, 'a member reads what the policies for members allow');
select is(public.app_57_kinds(), 'for members, for all', 'a function reads the same for a member');
select tests.act_as('eve');
select is((select count(*) from public.app_57_notes), 0::bigint, 'a member of another app reads nothing');
select is(public.app_57_kinds(), null, 'a function reads nothing for a member of another app');
select tests.act_as_role('anon');
select is(public.app_57_kinds(), null, 'a function reads nothing for a visitor');
select tests.act_as_owner();
select tests.create_key('server', 57);
select tests.act_as_key('server', 57);
select is(public.app_57_kinds(), 'for members, for all, for keys, for members hidden', 'a function reads every row for a key');

select tests.act_as_owner();
select is(tests.exec_sql('alter policy members on app_57_notes to anon'), 'done', 'a policy gets another role');
select alike(pg_temp.policy('members'), 'anon app_57_user: (( SELECT access.applies_to(%{anon}%) AND ((kind = %) AND (id > 0))) / -',
  'the policy is bound to its new role, and its condition stays');
select is(tests.exec_sql('alter policy members on app_57_notes using (true)'), 'done', 'a policy gets another condition');
select alike(pg_temp.policy('members'), 'anon app_57_user: (( SELECT access.applies_to(%{anon}%) AND true) / -',
  'the new condition is bound to the role');
select is(tests.exec_sql('alter policy members on app_57_notes rename to visitors'), 'done', 'a policy is renamed');
select is(tests.findings(), 'sound', 'the app with changed policies is sound');
select tests.act_as('alice');
select is(public.app_57_kinds(), 'for all', 'a policy for visitors does not apply when a member calls');

select tests.act_as_owner();
select sandbox.run_as_app(57, 'alter policy visitors on public.app_57_notes using (true)');
select is(tests.findings(), 'app_57_notes.visitors policy_changed', 'verify_app finds a policy that is not bound');
select platform.repair_app(57);
select is(tests.findings(), 'sound', 'repair_app binds it');

select * from finish();
rollback;
