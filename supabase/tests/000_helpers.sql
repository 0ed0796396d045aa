-- What every test file relies on: pgTAP, and the schema tests with the cast. Run once per database, before the other files.
--   alice, bob   members of app 57
--   eve          member of app 58
--   mallory      signed in, member of no app
--   anon         not signed in
-- A file calls `select tests.cast();` and then acts as one of them: `select tests.act_as('alice');`. Everything happens in
-- the file's transaction and is rolled back with it, even if the database has apps 57 and 58 of its own.
create extension if not exists pgtap with schema extensions;
drop schema if exists tests cascade;
create schema tests;
grant usage on schema tests to anon, authenticated, service_role, app_service;

-- Returns the user id of a person, which is the same in every file.
create function tests.user_id(name text) returns uuid language sql immutable set search_path = '' as $$
  select md5(name)::uuid
$$;

-- Signs a person up, as Auth does: it confirms the address with a second statement, at once without e-mail confirmation. meta
-- is what the person passes as options.data. Returns the user id.
create function tests.sign_up(name text, meta jsonb default '{}', is_confirmed boolean default true) returns uuid
language plpgsql set search_path = '' as $$
begin
  insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
  values (tests.user_id(name), name || '@example.com', meta, '{}', now(), now());
  if is_confirmed then
    perform tests.confirm(name);
  end if;
  return tests.user_id(name);
end
$$;

-- Confirms the address of a person, as Auth does.
create function tests.confirm(name text) returns void language plpgsql set search_path = '' as $$
begin
  update auth.users set email_confirmed_at = now() where id = tests.user_id(name);
end
$$;

-- Invites the address of a person to an app, and returns the secret of the invitation.
create function tests.invite(app_id bigint, name text, role text default 'member') returns text
language sql set search_path = '' as $$
  select platform.invite_member(app_id, name || '@example.com', role) ->> 'invitation'
$$;

-- Continues as a signed-in person, with the role and the claims that the Data API sets.
create function tests.act_as(name text) returns void language plpgsql set search_path = '' as $$
begin
  perform set_config('request.jwt.claims',
    json_build_object('sub', tests.user_id(name), 'role', 'authenticated', 'email', name || '@example.com')::text, true);
  perform set_config('role', 'authenticated', true);
end
$$;

-- Continues as a database role without a user: anon or service_role.
create function tests.act_as_role(name text) returns void language plpgsql set search_path = '' as $$
begin
  perform set_config('request.jwt.claims', json_build_object('role', name)::text, true);
  perform set_config('role', name, true);
end
$$;

-- Returns the key_id of a key, which is the same in every file.
create function tests.key_id(name text) returns uuid language sql immutable set search_path = '' as $$
  select md5('key ' || name)::uuid
$$;

-- Returns a hash to use as that of a key's token. No token is needed here, because the database neither signs nor checks it.
create function tests.key_hash(name text) returns text language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(name, 'UTF8')), 'hex')
$$;

-- Creates a key of an app, as the keys function registers it.
create function tests.create_key(name text, app_id bigint, scopes text[] default '{read,write}') returns jsonb
language sql set search_path = '' as $$
  select platform.create_app_key(app_id, scopes, now() + interval '1 year', name, tests.key_id(name), tests.key_hash(name))
$$;

-- Continues as the server of an app, with the role and the claims of a key's token.
create function tests.act_as_key(name text, app_id bigint) returns void language plpgsql set search_path = '' as $$
begin
  perform set_config('request.jwt.claims',
    json_build_object('role', 'app_service', 'app_id', app_id, 'key_id', tests.key_id(name), 'iss', 'appshard')::text, true);
  perform set_config('role', 'app_service', true);
end
$$;

-- Continues as postgres, the owner of the database, to see what the tables really hold. Never assert access as postgres.
create function tests.act_as_owner() returns void language plpgsql set search_path = '' as $$
begin
  perform set_config('role', 'none', true);
  perform set_config('request.jwt.claims', '', true);
end
$$;

-- Creates an app with a table of each scope: todos is private, lists shared, posts public_read, news read_only. Each table
-- has a text column `text`.
create function tests.create_app(app_id bigint) returns void language plpgsql set search_path = '' as $$
declare
  v_name text;
  v_scope text;
begin
  if exists (select from platform.apps where apps.id = create_app.app_id) then
    perform platform.delete_app(app_id);
    perform platform.purge_app(app_id);
  end if;
  perform platform.create_app('App ' || app_id, app_id);
  for v_name, v_scope in values ('todos', 'private'), ('lists', 'shared'), ('posts', 'public_read'), ('news', 'read_only') loop
    perform platform.create_table(app_id, jsonb_build_object('name', v_name, 'scope', v_scope,
      'columns', '[{"name": "text", "type": "text", "required": true}]'::jsonb));
  end loop;
end
$$;

-- Creates the cast with its apps, and one row of alice, bob and eve in each table of their apps.
create function tests.cast() returns void language plpgsql set search_path = '' as $$
declare
  v_name text;
  v_app bigint;
  v_table text;
begin
  perform tests.create_app(57);
  perform tests.create_app(58);
  perform tests.sign_up('mallory');
  for v_name, v_app in values ('alice', 57), ('bob', 57), ('eve', 58) loop
    perform tests.sign_up(v_name, jsonb_build_object('app_id', v_app));
    foreach v_table in array array['todos', 'lists', 'posts', 'news'] loop
      execute format('insert into public.%I (user_id, text) values ($1, $2)', 'app_' || v_app || '_' || v_table)
        using tests.user_id(v_name), 'of ' || v_name;
    end loop;
  end loop;
end
$$;

-- Runs a statement and returns how it is refused, by its SQLSTATE and its detail, which is the stable reason:
-- 'PT404 app_not_found'. Returns 'no error' if it is not refused, and its effects remain. Catching every error hides none
-- here, because the result tells them apart.
create function tests.error_of(statement text) returns text language plpgsql set search_path = '' as $$
declare
  v_reason text;
begin
  execute statement;
  return 'no error';
exception when others then
  get stacked diagnostics v_reason = pg_exception_detail;
  return concat_ws(' ', sqlstate, nullif(v_reason, ''));
end
$$;

-- Calls exec_sql for app 57 and returns 'done', or the code and the reason of the error: '42501 foreign_name'.
create function tests.exec_sql(sql text, options jsonb default '{}') returns text language plpgsql set search_path = '' as $$
declare
  v_answer constant jsonb := platform.exec_sql(57, exec_sql.sql, exec_sql.options);
begin
  return coalesce((v_answer ->> 'code') || ' ' || (v_answer ->> 'details'), 'done');
end
$$;

-- For setup: raises where an outcome, as error_of, apply_error and exec_sql return it, is an error.
create function tests.must(outcome text) returns void language plpgsql set search_path = '' as $$
begin
  if outcome is distinct from 'no error' and outcome is distinct from 'done' then
    raise exception 'The setup of this test failed: %', outcome;
  end if;
end
$$;

-- For setup: runs SQL as app 57 by exec_sql, and raises where that returns an error.
create function tests.must_exec(sql text, options jsonb default '{}') returns void language plpgsql set search_path = '' as $$
begin
  perform tests.must(tests.exec_sql(must_exec.sql, must_exec.options));
end
$$;

-- The findings of verify_app for an app, 'app_57_todos policy_missing, …', or 'sound'; only those whose problem matches the pattern.
create function tests.findings(app_id bigint default 57, problems text default '.') returns text language sql set search_path = '' as $$
  select coalesce(string_agg(finding.object || ' ' || finding.problem, ', ' order by finding.object, finding.problem), 'sound')
  from platform.verify_app(app_id) as finding where finding.problem ~ problems
$$;

-- Returns everything that app 57 consists of: its relations, columns, defaults, constraints, indexes, policies, triggers,
-- comments, registered tables and rows.
create function tests.state_of_57() returns text language plpgsql set search_path = '' as $$
declare
  v_table text;
  v_rows text;
  v_state text;
begin
  select string_agg(part, e'\n' order by part) into v_state from (
    select concat_ws(' ', 'relation', relname, relkind, relrowsecurity, reloptions, relacl, obj_description(oid, 'pg_class')) as part
      from pg_catalog.pg_class where relname ~ '^app_57_'
    union all select concat_ws(' ', 'column', attrelid::regclass, attname, atttypid::regtype, attnotnull,
        pg_catalog.pg_get_expr(adbin, adrelid))
      from pg_catalog.pg_attribute left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid::regclass::text ~ 'app_57_' and attnum > 0 and not attisdropped
    union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_catalog.pg_get_constraintdef(oid))
      from pg_catalog.pg_constraint where conrelid::regclass::text ~ 'app_57_'
    union all select concat_ws(' ', 'policy', policies) from pg_catalog.pg_policies as policies where tablename ~ '^app_57_'
    union all select concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled)
      from pg_catalog.pg_trigger where tgrelid::regclass::text ~ 'app_57_'
    union all select concat_ws(' ', 'registered', app_tables.name, app_tables.scope) from platform.app_tables where app_id = 57
  ) as parts;
  for v_table in select relname from pg_catalog.pg_class where relname ~ '^app_57_' and relkind = 'r' order by relname loop
    execute format('select string_agg(entry::text, e''\n'' order by entry::text) from public.%I as entry', v_table) into v_rows;
    v_state := v_state || e'\n' || v_table || e'\n' || coalesce(v_rows, '');
  end loop;
  return v_state;
end
$$;

-- Returns the whole-app spec that describes an app, with one table as given. It replaces the table with its renamed_from or its
-- name, or is a new one.
create function tests.spec_of(app_id bigint, changed jsonb default '{}') returns jsonb language sql set search_path = '' as $$
  select jsonb_build_object('tables', coalesce(jsonb_agg(item - 'full_name') filter (
      where item ->> 'name' is distinct from coalesce(changed ->> 'renamed_from', changed ->> 'name')), '[]')
    || case when changed ? 'name' then jsonb_build_array(changed) else '[]' end)
  from jsonb_array_elements(platform.describe_app(app_id) -> 'tables') as element (item)
$$;

-- Returns what a plan for a spec would do, in its order: {rename_table tasks,rename_column tasks.title}. It omits the
-- renaming of indexes and constraints.
create function tests.planned(app_id bigint, spec jsonb) returns text[] language sql set search_path = '' as $$
  select coalesce(array_agg(concat_ws(' ', item ->> 'op', concat_ws('.', item ->> 'table', item ->> 'column')) order by position), '{}')
  from jsonb_array_elements(platform.plan_schema(app_id, spec) -> 'operations') with ordinality as element (item, position)
  where item ->> 'op' <> 'rename_object'
$$;

-- Applies a spec and returns how that is refused: see error_of.
create function tests.apply_error(app_id bigint, spec jsonb, allow_destructive boolean default true) returns text
language sql set search_path = '' as $$
  select tests.error_of(format('select platform.apply_schema(%s, %L, null, %L)', app_id, spec, allow_destructive))
$$;

grant execute on all functions in schema tests to anon, authenticated, service_role, app_service;

select plan(1);
select has_schema('tests', 'the helpers are installed');
select * from finish();
