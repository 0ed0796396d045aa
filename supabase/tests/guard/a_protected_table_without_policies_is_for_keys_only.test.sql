-- SQL-15: once an app's SQL has enabled row security on a table, or created a policy on it, the table without policies is for keys
-- of the app only, whatever is dropped, renamed, repaired or restored later. SQL that asks for neither leaves it to the members.
begin;
select plan(63);
select platform.create_app('Coupons', 57);
select tests.sign_up('alice', '{"app_id": 57}');
select tests.create_key('server', 57);
create function pg_temp.run(sql text) returns text language sql as $$
  select coalesce(answer ->> 'details', 'done') from platform.exec_sql(57, sql) as answer
$$;

-- Returns what alice, a member, and a key of the app can do with a table that has one row: rows read, then the outcome of an insert,
-- then rows changed and deleted. Nothing of it remains.
create function pg_temp.reach(name text) returns text language plpgsql as $$
declare
  v_actor text;
  v_parts text[] := '{}';
  v_read integer;
  v_insert text;
  v_updated integer;
  v_deleted integer;
begin
  begin
    execute format('insert into public.%I (code) values (''a'')', name);
    foreach v_actor in array '{member,key}'::text[] loop
      perform tests.act_as('alice') where v_actor = 'member';
      perform tests.act_as_key('server', 57) where v_actor = 'key';
      execute format('select count(*) from public.%I', name) into v_read;
      v_insert := tests.error_of(format('insert into public.%I (code) values (''b'')', name));
      execute format('update public.%I set code = ''c'' where true', name);
      get diagnostics v_updated = row_count;
      execute format('delete from public.%I where true', name);
      get diagnostics v_deleted = row_count;
      v_parts := v_parts || format('%s: %s, %s, %s, %s', v_actor, v_read, v_insert, v_updated, v_deleted);
    end loop;
    raise exception using errcode = 'DRY00', message = array_to_string(v_parts, '; ');
  exception when sqlstate 'DRY00' then
    return sqlerrm;
  end;
end
$$;

-- Says to whom the table is open, where that is members or only keys.
create function pg_temp.keys_only(name text) returns text language sql as $$
  select case reached
    when 'member: 0, 42501, 0, 0; key: 1, no error, 2, 2' then 'keys only'
    when 'member: 1, no error, 2, 2; key: 0, no error, 1, 1' then 'members'
    else reached end
  from pg_temp.reach(name) as reached
$$;

-- Returns the outcomes of the calls, which | separates, whether the app is sound, and what the table app_57_t is then to a member
-- and to a key.
create function pg_temp.outcome(calls text) returns text language plpgsql as $$
declare
  v_outcomes text[] := array(
    select pg_temp.run(regexp_replace(call, '\m[TUV]\M', 'app_57_\&', 'g')) from string_to_table(calls, ' | ') as call);
begin
  v_outcomes := array_remove(v_outcomes, 'done') || nullif(tests.findings(), 'sound') || pg_temp.keys_only('app_57_t');
  perform tests.must(pg_temp.run('drop table if exists app_57_t, app_57_u, app_57_v'));
  return array_to_string(v_outcomes, ', ');
end
$$;

create temp table cases (name text, calls text, outcome text default 'keys only', id integer generated always as identity);
insert into cases (name, calls) values
  ('ENABLE in the call that creates the table', 'create table T (code text); alter table T enable row level security'),
  ('ENABLE before other statements of the call',
    'create table T (code text); alter table T enable row level security; alter table T add column b text; create index on T (code)'),
  ('ENABLE in a later call', 'create table T (code text) | alter table T enable row level security'),
  ('ENABLE in a later call on a table whose rows have an owner',
    'create table T (code text, user_id uuid default auth.uid()) | alter table T enable row level security'),
  ('ENABLE with an owner column that is added later', 'create table T (code text); alter table T enable row level security
    | alter table T add column user_id uuid default auth.uid()'),
  ('FORCE in the call that creates the table', 'create table T (code text); alter table T force row level security'),
  ('FORCE in a later call', 'create table T (code text) | alter table T force row level security'),
  ('ENABLE and FORCE as actions of one statement',
    'create table T (code text) | alter table T enable row level security, force row level security'),
  ('ENABLE between other actions', 'create table T (code text) | alter table T add b text, enable row level security, add c text'),
  ('FORCE after another action', 'create table T (code text) | alter table T add b text, force row level security'),
  ('ENABLE of a quoted name', 'create table T (code text) | alter table "public"."app_57_t" enable row level security'),
  ('ENABLE with ONLY', 'create table T (code text) | ALTER TABLE ONLY public.T ENABLE ROW LEVEL SECURITY'),
  ('ENABLE with IF EXISTS', 'create table T (code text) | alter table if exists T enable row level security'),
  ('ENABLE with IF EXISTS and ONLY', 'create table T (code text) | alter table if exists only T enable row level security'),
  ('ENABLE with comments between its words',
    E'create table T (code text) | alter /* a */ table T enable row -- b\n level security'),
  ('ENABLE whose policy is refused in the call after it',
    'create table T (code text) | alter table T enable row level security | create policy p on T using (app_58_has_role())'),
  ('the only policy that is dropped in a later call', 'create table T (code text); create policy p on T using (true) | drop policy p on T'),
  ('the only policy that is dropped in the call that creates it',
    'create table T (code text); create policy p on T using (true); drop policy p on T'),
  ('the only policy, of an old table, that is dropped in the call that creates it',
    'create table T (code text) | create policy p on T using (true); drop policy if exists p on T'),
  ('several policies that are all dropped', 'create table T (code text); create policy p on T for select using (true);
    create policy q on T for insert with check (true) | drop policy p on T | drop policy q on T'),
  ('a policy that is renamed and dropped',
    'create table T (code text); create policy p on T using (true) | alter policy p on T rename to q | drop policy q on T'),
  ('a policy for nobody but the platform', 'create table T (code text); create policy p on T to service_role using (true)'),
  ('a policy that is altered to serve nobody',
    'create table T (code text); create policy p on T to authenticated using (true) | alter policy p on T to service_role'),
  ('policies named as those of a spec', 'create table T (code text, user_id uuid default auth.uid())
    | create policy owner_only on T for all using (false) | drop policy owner_only on T'),
  ('a policy named as that of a spec, which it does not resemble',
    'create table T (code text, user_id uuid default auth.uid()) | create policy owner_only on T to service_role using (true)'),
  ('row security that is disabled',
    'create table T (code text); alter table T enable row level security | alter table T disable row level security'),
  ('a default policy that is dropped',
    'create table T (code text); alter table T enable row level security | drop policy default_members_only on T'),
  ('a policy that takes the name of a default policy', 'create table T (code text); alter table T enable row level security
    | create policy default_members_only on T using (true) | create policy "default_owner_only" on T using (true)'),
  ('a policy that is renamed to a default policy', 'create table T (code text); create policy p on T to service_role using (true)
    | alter policy p on T rename to default_members_only'),
  ('a table that is renamed', 'create table U (code text); alter table U enable row level security | alter table U rename to T'),
  ('a table that is renamed in the call that enables row security',
    'create table U (code text) | alter table U enable row level security; alter table U rename to T'),
  ('a table that is renamed before its only policy is dropped',
    'create table U (code text); create policy p on U using (true) | alter table U rename to T; drop policy p on T'),
  ('a table that takes the name of an open table', 'create table T (code text)
    | create table U (code text); alter table U enable row level security | drop table T; alter table U rename to T'),
  ('a table that takes the name of an open table, which is renamed', 'create table T (code text); create table U (code text);
    alter table U enable row level security | alter table T rename to V; alter table U rename to T'),
  ('a table that is created again', 'create table T (code text)
    | drop table T; create table T (code text); alter table T enable row level security');

update cases set outcome = refusals || ', keys only' from (values
  ('is refused', 'foreign_name'), ('is disabled', 'option_refused'),
  ('takes the name of a default', 'isolation_is_fixed, isolation_is_fixed'),
  ('renamed to a default', 'isolation_is_fixed'), ('default policy that is dropped', 'isolation_is_fixed')
) as refused (words, refusals) where name ~ words;
select is(pg_temp.outcome(calls), outcome, 'this is for keys only: ' || name) from cases order by id;


select is(pg_temp.outcome(calls), 'members', 'this is for members: ' || calls) from unnest(array[
  'create table T (code text)',
  'create table T (code text) | alter table T add column force text, add row_security text',
  'create table T (code text); alter table T enable row level security | drop table T; create table T (code text)',
  'create table T (code text); alter table T enable row level security; create policy all_of_it on T using (true)',
  'create table T (code text); create policy default_access on T using (true)'
]) as calls;

select tests.must_exec('create table app_57_t (code text, user_id uuid); alter table app_57_t enable row level security');
select is(platform.describe_table(57, 't') ->> 'scope', 'server_only', 'describe_table names the scope');
select is(platform.repair_app(57) -> 'steps', '[]', 'repair_app changes nothing of the table');
select tests.act_as_role('anon');
select is(tests.error_of('select * from public.app_57_t'), '42501', 'a visitor does not read the table');
select is(tests.error_of('insert into public.app_57_t (code) values (''b'')'), '42501', 'a visitor adds nothing to the table');
select tests.act_as_owner();

select lives_ok($$select platform.drop_table(57, 't')$$, 'the table goes to the trash');
select lives_ok($$select platform.restore_dropped(57, (select id from platform.dropped_objects where table_name = 't'))$$,
  'the table is restored');
select is(pg_temp.keys_only('app_57_t'), 'keys only', 'the restored table is for keys only');
create function pg_temp.undo_latest() returns void language sql as $$
  select platform.rollback_schema_change(57, (select max(id) from platform.schema_changes where app_id = 57))
$$;
select pg_temp.undo_latest();
select hasnt_table('public'::name, 'app_57_t'::name, 'the table is gone again when its restoration is rolled back');
select pg_temp.undo_latest();
select is(pg_temp.keys_only('app_57_t'), 'keys only', 'the table is for keys only when the rollback is rolled back');

create function pg_temp.tampered(sql text) returns text language plpgsql as $$
declare
  v_findings text;
begin
  execute sql;
  v_findings := tests.findings();
  perform platform.repair_app(57);
  return concat_ws(', ', v_findings, nullif(tests.findings(), 'sound'), pg_temp.keys_only('app_57_t'));
end
$$;
select is(pg_temp.tampered(format('select sandbox.run_as_app(57, %L)',
    format('create policy %s on public.app_57_t for all to authenticated using (true)', name))),
  format('app_57_t.%s policy_left_over, keys only', name), 'this policy is found and removed: ' || name)
from unnest('{default_members_only,default_owner_only,members_only,owner_only,mine}'::text[]) as name;
select is(pg_temp.tampered(format('update platform.app_tables set scope = %L where app_id = 57 and name = ''t''', scope)),
  concat_ws(', ', 'app_57_t scope_changed', case when missing <> '' then 'app_57_t.app_code policy_changed' end,
    'app_57_t.' || missing || ' policy_missing', 'keys only'),
  'this scope in the registry is found and corrected: ' || scope)
from (values ('open', 'default_members_only'), ('owned', 'default_owner_only'), ('custom', null)) as changed (scope, missing);
select is(pg_temp.tampered($$select sandbox.run_as_app(57, 'alter table public.app_57_t disable row level security')$$),
  'app_57_t row_security_disabled, keys only', 'row security that is off is found and repaired');

select tests.must_exec('drop table app_57_t');
select platform.create_table(57, jsonb_build_object('name', scope, 'scope', scope, 'columns', '[{"name": "text", "type": "text"}]'::jsonb))
from unnest('{private,shared,read_only}'::text[]) as scope;
insert into public.app_57_shared (user_id, text) values (tests.user_id('alice'), 'x');
select tests.must_exec('create table app_57_t (code text, user_id uuid not null references auth.users on delete cascade);
  alter table app_57_t enable row level security');
select tests.must_exec('alter table app_57_private rename to app_57_former; alter table app_57_t rename to app_57_private');
select results_eq($$select name, scope from platform.app_tables where app_id = 57 and name in ('former', 'private') order by name$$,
  $$values ('former', 'private'), ('private', 'server_only')$$, 'a table that takes the name of a spec''s table does not take its scope');
select is(tests.exec_sql('alter table app_57_shared enable row level security; alter table only app_57_read_only force row level security;
    alter table app_57_users enable row level security'), 'done', 'row security can be enabled on the tables of specs and on the profiles');
select results_eq($$select scope from platform.app_tables where app_id = 57 and name in ('shared', 'read_only', 'users') order by name$$,
  '{read_only,shared,profile}'::text[], 'the scope of a table of a spec does not change');
select tests.act_as('alice');
select isnt_empty('select * from public.app_57_shared', 'a member still reads the table of a spec');
select tests.act_as_owner();
select is(tests.findings(), 'sound', 'the app is sound in the end');

select * from finish();
rollback;
