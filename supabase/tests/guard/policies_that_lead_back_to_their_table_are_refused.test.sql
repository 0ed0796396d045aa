-- SQL-16: a policy that reads the table that it protects, itself, through other tables, through views or through the profiles, is
-- refused: PostgreSQL would refuse every read with 42P17. Each kind is created past the guard, too, to see that it does.
begin;
select plan(89);
select platform.create_app('Crew', 57);
select tests.sign_up('alice', '{"app_id": 57}');
select tests.create_key('server', 57);
select tests.must_exec('
  create table app_57_t (id bigint generated always as identity primary key, user_id uuid default auth.uid(), kind text);
  create table app_57_u (id bigint generated always as identity primary key, user_id uuid default auth.uid(), kind text);
  create table app_57_s (id bigint generated always as identity primary key, user_id uuid default auth.uid(), kind text);
  create table app_57_own (user_id uuid default auth.uid(), kind text);
  create policy own_rows on app_57_own for select using (user_id = auth.uid());
  create view app_57_v as select * from app_57_t; create view app_57_w as select * from app_57_v;
  create view app_57_x as select id from app_57_own cross join (select 1 as id) as one;');

-- Returns the SQLSTATEs of commands on the tables as a member, a visitor and a key, each once and without 42501, or 'fine'.
create function pg_temp.probe() returns text language plpgsql as $$
declare
  v_actor text;
  v_command text;
  v_codes text[] := '{}';
begin
  foreach v_actor in array '{member,visitor,key}'::text[] loop
    perform tests.act_as('alice') where v_actor = 'member';
    perform tests.act_as_role('anon') where v_actor = 'visitor';
    perform tests.act_as_key('server', 57) where v_actor = 'key';
    for v_command in
      select format(command, name) from unnest('{t,u,s}'::text[]) as name, unnest(array['select * from public.app_57_%s',
        'insert into public.app_57_%s default values', 'update public.app_57_%s set kind = ''a''',
        'delete from public.app_57_%s']) as command
      union all select 'select id from public.app_57_' || name from unnest('{users,v}'::text[]) as name
    loop
      v_codes := v_codes || tests.error_of('explain ' || v_command);
    end loop;
    perform tests.act_as_owner();
  end loop;
  return coalesce((select string_agg(distinct code, ' ') from unnest(v_codes) as code where code not in ('no error', '42501')), 'fine');
end
$$;

-- Runs what the guard makes of SQL, without its look at the catalog, probes, and undoes it.
create function pg_temp.truth(sql text) returns text language plpgsql as $$
declare
  v_result text;
begin
  perform sandbox.run_as_app(57, statement.text) from sandbox.read_sql(57, sql) as statement;
  perform sandbox.run_as_app(57, 'alter view public.app_57_x set (security_invoker = true)');
  v_result := pg_temp.probe();
  raise exception using errcode = 'DRY00', message = v_result;
exception when sqlstate 'DRY00' then
  return sqlerrm;
end
$$;

-- T, U, S, V and W are relations of the app.
create temp table cases (name text, sql text, is_refused boolean default true, id integer generated always as identity);
insert into cases (name, sql) values
  ('its own table',
    'create policy p on T for select using (exists (select 1 from T c where c.user_id = auth.uid() and c.kind = ''chief''))'),
  ('its own table, for all commands', 'create policy p on T using (user_id in (select user_id from T))'),
  ('its own table, in a restrictive policy', 'create policy p on T as restrictive using ((select count(*) from T) < 5)'),
  ('its own table, beside a harmless policy',
    'create policy o on T using (user_id = auth.uid()); create policy p on T for select using (id = (select max(id) from T))'),
  ('its own table, in WITH CHECK of an insert', 'create policy p on T for insert with check ((select count(*) from T) < 5)'),
  ('its own table, in USING of an update', 'create policy p on T for update using (exists (select 1 from T c where c.id > T.id))'),
  ('its own table, in WITH CHECK of an update',
    'create policy p on T for update using (true) with check (kind = any (array(select kind from T)))'),
  ('its own table, in USING of a delete', 'create policy p on T for delete using (exists (select 1 from T))'),
  ('its own table, for keys only', 'create policy p on T for select to app_service using (exists (select 1 from T))'),
  ('its own table, for visitors only', 'create policy p on T for select to anon using (exists (select 1 from T))'),
  ('its own table, in a common table expression',
    'create policy p on T for select using ((with c as (select user_id from T) select count(*) from c) > 0)'),
  ('its own table, in a join', 'create policy p on T for select using (exists (select 1 from own o join T c on c.user_id = o.user_id))'),
  ('its own table, in a subquery of a subquery',
    'create policy p on T for select using (user_id in (select user_id from own where kind in (select kind from T)))'),
  ('its own table, in a lateral subquery',
    'create policy p on T for select using (exists (select 1 from own, lateral (select 1 from T c where c.kind = own.kind) as x))'),
  ('its own table, after ALTER POLICY',
    'create policy p on T for select using (user_id = auth.uid()); alter policy p on T using (exists (select 1 from T))'),
  ('its own table, after a rename', 'create policy p on T for select using (exists (select 1 from T)); alter policy p on T rename to q'),
  ('a table that reads it', 'create policy p on T for select using (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from T))'),
  ('a table that reads it, for other commands', 'create policy p on T for insert with check (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from T))'),
  ('a table that reads it, each for a write', 'create policy p on T for update using (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from T where T.id = U.id))'),
  ('a circle of three tables', 'create policy p on T for select using (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from S)); create policy p on S for select using (exists (select 1 from T))'),
  ('a circle that it is not part of', 'create policy p on T for select using (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from S)); create policy p on S for select using (exists (select 1 from U))'),
  ('a view of its table', 'create policy p on T for select using (exists (select 1 from V where V.user_id = auth.uid()))'),
  ('a view of a view of its table', 'create policy p on T for select using (exists (select 1 from W))'),
  ('a view of a table that reads it', 'create policy p on U for select using (exists (select 1 from V));
    create policy p on T for select using (exists (select 1 from U))'),
  ('a view that is replaced', 'create policy p on T for select using (id in (select id from X));
    create or replace view X as select 1 as id from T'),
  ('a view with its table in a subquery', 'create policy p on T for select using (exists (select 1 from Y))'),
  ('the profiles, which read it', 'create policy p on T for select using (exists (select 1 from users));
    create policy p on users for select using (exists (select 1 from T where T.user_id = users.id))'),
  ('the accounts, in a policy on the profiles',
    'create policy p on users for select using (exists (select 1 from auth.users u where u.id = auth.uid() and u.email like ''%@a.b''))'),
  ('the accounts, in a policy of a table that the profiles read',
    'create policy p on T for select using (exists (select 1 from auth.users u where u.id = auth.uid() and u.email = ''a''));
    create policy p on users for select using (id in (select user_id from T))');
insert into cases (is_refused, name, sql)
select false, twin.name, twin.sql from (values
  ('the row itself', 'create policy p on T using (user_id = auth.uid() and kind <> ''x'')'),
  ('a table of own rows', 'create policy p on T using (exists (select 1 from own where own.user_id = auth.uid() and own.kind = ''chief''));
    create policy p on U using (exists (select 1 from own where own.user_id = auth.uid() and own.kind = ''chief''))'),
  ('a table of own rows in WITH CHECK', 'create policy p on T for insert with check ((select count(*) from own) < 5)'),
  ('a table that reads another', 'create policy p on T for select using (exists (select 1 from U));
    create policy p on U for select using (exists (select 1 from S))'),
  ('a view of another table', 'create policy p on U for select using (exists (select 1 from W));
    create policy p on T for select using (user_id = auth.uid())'),
  ('the account of the user',
    'create policy p on T for select using ((select email from auth.users where id = auth.uid()) like ''%@a.b'')'),
  ('its own table, for the platform, which passes row security',
    'create policy p on T for select to service_role using (exists (select 1 from T))'),
  ('a table that reads it for another role', 'create policy p on T for select to authenticated using (exists (select 1 from U));
    create policy p on U for select to app_service using (exists (select 1 from T))'),
  ('the accounts by the columns of the own profile', 'create policy p on users for select using (email like ''%@a.b'')')
) as twin (name, sql);
update cases set sql = regexp_replace(sql, '(?<!auth\.)\m([TUSVWXY]|own|users)\M', 'app_57_\1', 'g');
select tests.must_exec('create view app_57_y as select id from app_57_own cross join (select 1 as id) as one
  where exists (select 1 from app_57_t)');

select is(pg_temp.truth(sql), case when is_refused then '42P17' else 'fine' end, 'PostgreSQL '
  || case when is_refused then 'refuses' else 'serves' end || ' what a policy reads: ' || name) from cases order by id;
select is(tests.exec_sql(sql, '{"dry_run": true}'), case when is_refused then '42501 policy_recurses' else 'done' end, 'the guard '
  || case when is_refused then 'refuses' else 'accepts' end || ' what a policy reads: ' || name) from cases order by id;

select tests.must_exec('create policy p on app_57_t for select using (exists (select 1 from app_57_u))');
select is(platform.exec_sql(57, 'create policy p on app_57_u for select using (exists (select 1 from app_57_t))') - 'details',
  jsonb_build_object('code', '42501', 'message',
    'Cannot keep the change of app 57: a policy reads the table that it protects, itself or through others: app_57_t, app_57_u', 'hint',
    'Compare columns of the row with auth.uid(), or read another table that has only a policy for select using '
      '(user_id = auth.uid()); its rows are added with an app key or by exec_sql.'),
  'a policy that closes a circle with an earlier one is refused, and the message names the tables');
select is(pg_temp.probe(), 'fine', 'the tables can be read after the refusal');
select is(tests.exec_sql('create policy p on app_57_u for select using (exists (select 1 from app_57_t));
  alter policy p on app_57_t using (user_id = auth.uid())'), 'done', 'a circle that the same call opens again is accepted');
select is(tests.exec_sql('alter policy p on app_57_u rename to q'), 'done', 'a policy is renamed');

-- What is already there is found, and only what it leads through is refused later.
select is(tests.findings(), 'sound', 'the app is sound');
select sandbox.run_as_app(57, 'create policy p on app_57_s for select using (exists (select 1 from app_57_s))');
select is(tests.findings(57, 'recurses'), 'app_57_s policy_recurses', 'verify_app finds a circle');
select is((select count(*) from platform.verify_app(57, 's') where problem = 'policy_recurses'), 1::bigint,
  'verify_app of the table finds the circle');
select is((select count(*) from platform.verify_app(57, 't')), 0::bigint, 'verify_app of another table finds nothing');
select lives_ok($$select platform.require_no_recursion(57, array['public.app_57_t'::regclass::oid])$$,
  'a change of another table is accepted');
select is(tests.exec_sql('drop policy p on app_57_s'), 'done', 'the policy can be dropped');
select is(tests.findings(), 'sound', 'the app is sound without the policy');

-- Random policies on three tables: the catalog tells the same as PostgreSQL. PostgreSQL ignores restrictive policies where no
-- permissive one applies, so each table has one.
create function pg_temp.random_policies() returns text language plpgsql as $$
declare
  c_names constant text[] := '{t,u,s,own,users,v,w,y}';
  v_sql text := (
    select string_agg(format('create policy base on public.app_57_%s using (true);', name), '') from unnest('{t,u,s}'::text[]) as name);
  v_command text;
  v_reads text;
begin
  for v_at in 1 .. 1 + floor(random() * 4)::integer loop
    v_command := ('{insert,select,select,all,update,delete}'::text[])[1 + floor(random() * 6)::integer];
    v_reads := format('exists (select 1 from public.app_57_%s as r)', c_names[1 + floor(random() * 8)::integer]);
    v_sql := v_sql || format('create policy r%s on public.app_57_%s as %s for %s to %s', v_at, c_names[1 + floor(random() * 3)::integer],
      ('{permissive,restrictive}'::text[])[1 + floor(random() * 2)::integer], v_command,
      ('{public,authenticated,anon,app_service,service_role}'::text[])[1 + floor(random() * 5)::integer])
      || format(case
        when v_command = 'insert' then ' with check (%s);'
        when v_command in ('all', 'update') and random() < 0.3 then ' using (true) with check (%s);'
        else ' using (%s);' end, v_reads);
  end loop;
  return v_sql;
end
$$;
create function pg_temp.compare(sql text) returns text language plpgsql as $$
declare
  v_result text;
begin
  perform sandbox.run_as_app(57, sql);
  v_result := pg_temp.probe()
    || case when exists (select from platform.recursion_findings(57)) then ' found' else ' none' end;
  raise exception using errcode = 'DRY00', message = v_result;
exception when sqlstate 'DRY00' then
  return sqlerrm;
end
$$;
select setseed(0.42) is not null as seeded;
create temp table random as select sql, pg_temp.compare(sql) as result from (
  select pg_temp.random_policies() as sql from generate_series(1, 120)) as made;
select is_empty($$select sql, result from random where result not in ('42P17 found', 'fine none')$$,
  'the catalog tells of each set of random policies what PostgreSQL does with it');
select cmp_ok((select min(n) from (select count(*) as n from random group by result) as each), '>', 15::bigint,
  'many of the random policies lead back, and many do not');

select * from finish();
rollback;
