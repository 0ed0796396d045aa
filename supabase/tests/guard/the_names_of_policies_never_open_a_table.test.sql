-- SQL-21: a table that SQL created keeps the policies that its owner wrote, even under the names of a spec's policies and through
-- renames: it never gets the scope of a spec. SQL that changes a policy of a spec's table is refused for that reason, however the
-- table is renamed in the same call.
begin;
select plan(48);
select tests.cast();

-- Returns what each person reaches in a table with one row of alice: whether they read it, add a row in bob's name, and change it.
-- Nothing of that remains.
create function pg_temp.reach(name text) returns text language plpgsql as $$
declare
  v_actor text;
  v_parts text[] := '{}';
begin
  execute format('insert into public.%I (code, user_id) values (''secret'', tests.user_id(''alice''))', name);
  foreach v_actor in array '{anon,alice,bob}'::text[] loop
    perform tests.act_as_role('anon') where v_actor = 'anon';
    perform tests.act_as(v_actor) where v_actor <> 'anon';
    v_parts := v_parts || concat_ws(' ', v_actor,
      case when tests.error_of(format('select 1 / count(*) from public.%I', name)) = 'no error' then 'reads' end,
      case when tests.error_of(format('insert into public.%I (code, user_id) values (''b'', tests.user_id(''bob''))', name)) = 'no error'
        then 'adds' end,
      case when tests.error_of(format('with changed as (update public.%I set code = ''x'' where code = ''secret'' returning 1) '
        'select 1 / count(*) from changed', name)) = 'no error' then 'changes' end);
    perform tests.act_as_owner();
  end loop;
  raise exception using errcode = 'DRY00', message = array_to_string(v_parts, ', ');
exception when sqlstate 'DRY00' then
  return sqlerrm;
end
$$;

-- Returns the policies of a table that its owner wrote.
create function pg_temp.policies_of(name text) returns text language sql as $$
  select string_agg(concat_ws(' ', polname, polpermissive, polcmd, polroles, pg_get_expr(polqual, polrelid),
    pg_get_expr(polwithcheck, polrelid)), ', ' order by polname)
  from pg_policy where polrelid = ('public.' || name)::regclass and polname !~ platform.reserved_policies()
$$;

-- Returns the outcome of several calls, which | separates: the scope of the table app_57_u, what each person reaches in it, and the
-- findings. CREATE stands for a table with all columns of a spec's table, so that nothing but the rule keeps the scope from it.
-- A last call and repair_app must leave the policies as they were.
create function pg_temp.outcome(calls text, policies text) returns text language plpgsql as $$
declare
  v_call text;
  v_policies text;
  v_scope text;
begin
  foreach v_call in array string_to_array(replace(replace(calls, 'CREATE', 'create table T (id uuid primary key default '
    'gen_random_uuid(), code text, user_id uuid not null default auth.uid() references auth.users on delete cascade, created_at '
    'timestamptz not null default now(), updated_at timestamptz not null default now()); alter table T enable row level security'),
    'POLICIES', policies), ' | ')
  loop
    perform tests.must_exec(regexp_replace(v_call, '\m[TU]\M', 'app_57_\&', 'g'));
  end loop;
  v_policies := pg_temp.policies_of('app_57_u');
  perform platform.repair_app(57);
  perform tests.must_exec('alter table app_57_u add column extra text');
  v_scope := (select scope from platform.app_tables where app_id = 57 and name = 'u');
  v_scope := concat_ws(', ', v_scope, pg_temp.reach('app_57_u'), case when v_policies <> pg_temp.policies_of('app_57_u')
    then 'its policies changed' end, tests.findings());
  perform tests.must_exec('drop table app_57_u');
  return v_scope;
end
$$;

-- Policies with the names of a spec's policies that allow less.
create temp table cases (scope text, policies text, reached text default 'anon, alice reads, bob',
  id integer generated always as identity);
insert into cases (scope, policies) values
  ('public_read', 'create policy anyone_reads on U for select using (user_id = auth.uid());
    create policy owner_inserts on U for insert with check (false); create policy owner_updates on U for update using (false);
    create policy owner_deletes on U for delete using (false)'),
  ('shared', 'create policy own_name_only on U as restrictive for insert with check (false);
    create policy members_only on U for select using (user_id = auth.uid())'),
  ('read_only', 'create policy own_name_only on U as restrictive for insert with check (false);
    create policy members_read on U for select using (user_id = auth.uid()); create policy admins_insert on U for insert with check (false);
    create policy admins_update on U for update using (false); create policy admins_delete on U for delete using (false)'),
  ('private', 'create policy owner_only on U for select using (user_id = auth.uid())');
insert into cases (scope, policies, reached) values
  ('private', 'create policy owner_only on U for select to service_role using (true)', 'anon, alice, bob'),
  ('private', 'create policy owner_only on U using (false)', 'anon, alice, bob'),
  ('private, exactly as it is', 'create policy owner_only on U to authenticated using (user_id = (select auth.uid()))
    with check (user_id = (select auth.uid()))', 'anon, alice reads changes, bob adds');

select is(pg_temp.outcome(way.calls, case way.name when 'u' then policies else regexp_replace(policies, '\mU\M', 'T', 'g') end),
  format('custom, %s, sound', reached), format('a table whose policies are named as those of the scope %s (%s) keeps them: %s',
    scope, id, way.calls))
from cases
cross join (values
  (1, 't', 'CREATE; POLICIES; alter table T rename to U'),
  (2, 't', 'CREATE | POLICIES | alter table T rename to U'),
  (3, 'u', 'CREATE | alter table T rename to U; POLICIES')) as way (number, name, calls)
order by id, way.number;

select is(tests.exec_sql('create table app_57_t3 (id uuid primary key default gen_random_uuid(), code text,
    user_id uuid not null references auth.users on delete cascade);
  alter table app_57_t3 enable row level security; create policy "owner_only" on app_57_t3 using (user_id = auth.uid())'), 'done',
  'a table without created_at may have a policy named owner_only');
select is(pg_temp.reach('app_57_t3'), 'anon, alice reads changes, bob adds', 'the policy of that table does what its owner wrote');
select is((select scope from platform.app_tables where app_id = 57 and name = 't3'), 'custom', 'that table has the scope custom');

-- A table of raw DDL that takes the name of a spec's table.
select tests.must_exec('create table app_57_raw (code text, user_id uuid not null references auth.users on delete cascade);
  alter table app_57_raw enable row level security; create policy members_only on app_57_raw using (user_id = auth.uid());
  create policy own_name_only on app_57_raw as restrictive for insert with check (false)');
select tests.must_exec('alter table app_57_lists rename to app_57_old; alter table app_57_raw rename to app_57_lists');
select results_eq($$select name, scope from platform.app_tables where app_id = 57 and name in ('old', 'lists') order by name$$,
  $$values ('lists', 'custom'), ('old', 'shared')$$, 'tables that exchange names keep their scopes');
select is(pg_temp.reach('app_57_lists'), 'anon, alice reads changes, bob', 'the table that took the name keeps its own policies');
select tests.must_exec('drop table app_57_lists; alter table app_57_old rename to app_57_lists');

-- The policies of a spec's table.
create function pg_temp.state() returns text language sql as $$
  select string_agg(pg_temp.policies_of('app_57_' || name) || scope, e'\n' order by name) from platform.app_tables where app_id = 57
$$;
create temp table before as select pg_temp.state() as state;
select is(tests.exec_sql(attack), '42501 scope_is_fixed', 'this is refused, because the scope sets the policy: ' || attack)
from unnest(array[
  'drop policy members_only on app_57_lists',
  'drop policy if exists "members_only" on public.app_57_lists',
  'alter policy members_only on app_57_lists using (false)',
  'alter policy members_only on app_57_lists to service_role',
  'alter policy members_only on app_57_lists rename to mine',
  'drop policy owner_only on app_57_todos; create policy owner_only on app_57_todos using (true)',
  'drop policy anyone_reads on app_57_posts',
  'drop policy admins_delete on app_57_news',
  'drop policy owner_reads on app_57_users',
  'alter table app_57_lists rename to app_57_x; drop policy members_only on app_57_x; drop policy own_name_only on app_57_x',
  'drop policy members_only on app_57_lists; alter table app_57_lists rename to app_57_x',
  'alter table app_57_lists rename to app_57_x; create table app_57_lists (a text); drop policy members_only on app_57_x'
]) as attack;
select is(pg_temp.state(), before.state, 'nothing of the refused calls remains') from before;
select is(concat_ws(' | ', answer ->> 'message', answer ->> 'hint'), 'Cannot change the policy "members_only" of "app_57_lists": it '
  'belongs to the scope "shared" of the table | Leave "members_only" as it is. To let fewer users reach the rows, change the scope of '
  'the table in its spec, or create a restrictive policy with a name of its own.',
  'the refusal names the policy, the table, and what works instead')
from platform.exec_sql(57, 'drop policy members_only on app_57_lists') as answer;

select is(tests.exec_sql('drop policy owner_only on app_57_todos; create policy owner_only on app_57_todos for all to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()))'), '42501 scope_is_fixed',
  'a policy of the scope is not replaced by one of the app that looks the same: to the code of an app, auth.uid() is a member');
select is(tests.exec_sql(sql), 'done', 'this is accepted: ' || sql)
from unnest(array[
  'create policy mine on app_57_lists for select using (true); alter policy mine on app_57_lists using (false);
    drop policy mine on app_57_lists',
  'create policy narrow on app_57_lists as restrictive for select using (user_id = auth.uid())',
  'drop policy narrow on app_57_lists; drop table app_57_news'
]) as sql;
select lives_ok($$select platform.alter_table(57, jsonb_build_object(
    'name', 'lists', 'scope', 'private', 'columns', platform.describe_table(57, 'lists') -> 'columns'), true)$$,
  'the scope of a table changes in its spec');

-- A DBA renames a spec's table and reconciles the app, and the registry knows nothing of the table.
create function pg_temp.reconciled(sql text) returns text language plpgsql as $$
declare
  v_outcome text;
begin
  perform sandbox.run_as_app(57, sql);
  v_outcome := tests.error_of('select platform.reconcile_app(57)');
  v_outcome := concat_ws(', ', v_outcome, (select scope from platform.app_tables where app_id = 57 and name = 'renamed'));
  raise exception using errcode = 'DRY00', message = v_outcome;
exception when sqlstate 'DRY00' then
  return sqlerrm;
end
$$;
select is(pg_temp.reconciled('alter table public.app_57_posts rename to app_57_renamed'), 'no error, public_read',
  'a spec''s table that a DBA renamed keeps the scope whose policies and triggers it has');
select is(pg_temp.reconciled('alter table public.app_57_posts rename to app_57_renamed;
  drop policy owner_inserts on public.app_57_renamed;
  create policy owner_inserts on public.app_57_renamed for insert with check (false)'), '42501 app_not_sound',
  'a renamed table with a policy that only has the name of a spec''s is not taken for a spec''s table');
select is(tests.findings(), 'sound', 'the app is sound in the end');

select * from finish();
rollback;
