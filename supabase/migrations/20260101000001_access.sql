-- supabase/schemas/access/schema.sql
-- access: Holds the functions that policies, triggers and the wrappers in public call, most of them SECURITY DEFINER.
-- Not exposed through the Data API. Only the roles that write policies or run code of apps (app_code) have USAGE: a policy, a default
-- or a wrapper refers to its functions by identity, so a role that queries a table needs only EXECUTE.
-- Function bodies are not checked when they are created, so files can be applied in any order.
set check_function_bodies = off;

create schema if not exists access;

comment on schema access is 'Predicates that policies call, and the functions behind sign-up and joining. Not exposed.';

revoke all on schema access from public, anon, authenticated, service_role;
grant usage on schema access to app_code;

-- supabase/schemas/access/functions/accounts/before_user_created.sql
-- before_user_created: Refuses a sign-up with a message for the person, as a hook of Auth. The trigger tg_users__enrol refuses it,
-- too, but Auth hides the words of a trigger from supabase-js: it returns 500 "Database error saving new user". Auth gives every
-- refusal of a hook the code "unknown", so the message begins with the reason: "signup_closed: Cannot join app 57: …".
-- Called by: Auth, before it creates an account (supabase/config.toml, auth.hook.before_user_created). Returns {} or {error:
-- {http_code, message}}.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.before_user_created(event jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_data constant jsonb := event #> '{user,user_metadata}';
  v_reason text;
begin
  if v_data ->> 'app_id' is not null then
    perform access.require_admission(
      access.requested_app(v_data), event #>> '{user,email}', v_data ->> 'invitation');
  end if;
  return '{}';
exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' then
  get stacked diagnostics v_reason = pg_exception_detail;
  return jsonb_build_object('error', jsonb_build_object(
    'http_code', substr(sqlstate, 3)::integer, 'message', v_reason || ': ' || sqlerrm));
end
$$;

comment on function access.before_user_created is 'Refuses a sign-up with a message for the person, as a hook of Auth.';

revoke all on function access.before_user_created from public, anon, authenticated, service_role;
grant usage on schema access to supabase_auth_admin;
grant execute on function access.before_user_created to supabase_auth_admin;

-- supabase/schemas/access/functions/accounts/custom_access_token.sql
-- custom_access_token: Runs the sign-up code that waits for a user, as a hook of Auth, before the user gets a token: the app's first read
-- finds what the code inserted. The claims of the token remain as they are. It never fails: Auth would refuse to sign the user in.
-- Called by: Auth, before it issues a token (supabase/config.toml, auth.hook.custom_access_token), in a transaction of its own or in that
-- of the sign-in, never within the statement that creates the account. Auth gives it 2 s as statement_timeout; without, nothing runs.
-- Returns {claims}.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.custom_access_token(event jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  begin
    perform platform.finish_sign_ups_of((event ->> 'user_id')::uuid);
  exception when others or query_canceled then
    null;
  end;
  return jsonb_build_object('claims', event -> 'claims');
end
$$;

comment on function access.custom_access_token is 'Runs the sign-up code that waits for a user, as a hook of Auth.';

revoke all on function access.custom_access_token from public, anon, authenticated, service_role;
grant execute on function access.custom_access_token to supabase_auth_admin;

-- supabase/schemas/access/functions/accounts/tg_app_members__remove_profiles.sql
-- tg_app_members__remove_profiles: Deletes the profiles of former members; each user's rows in the app cascade from it. Rows
-- that reference those with on_delete restrict are detached or deleted too: no row of an app may prevent the deletion of an
-- account.
-- For a deleted account nothing here fails: queue_account_changes leaves to a job what does not succeed at once. An account that
-- leaves one app or is removed from it is cleared at once or not at all.
-- Code of the app runs only where a time limit holds; otherwise the rows are left to run_pending_code.
-- Fires on: delete from platform.app_members, also by cascade from auth.users and from platform.apps.
-- Security: definer, because the delete may run in Auth's session, which cannot reach the app's tables.
create or replace function access.tg_app_members__remove_profiles()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member record;
  v_left jsonb := '[]';
begin
  for v_member in
    select former.app_id, former.user_id, relation.name,
      exists (select from auth.users where users.id = former.user_id and users.deleted_at is null)
        and (platform.has_time_limit() or not platform.runs_own_code(former.app_id)) as is_cleared
    from former cross join lateral (select platform.app_object(former.app_id, 'users')) as relation (name)
    -- A purge drops the tables of an app before its memberships.
    where to_regclass(format('public.%I', relation.name)) is not null
    order by former.app_id
  loop
    perform platform.audit(v_member.app_id, 'remove_member', jsonb_build_object('user_id', v_member.user_id));
    if v_member.is_cleared then
      perform access.delete_rows(v_member.app_id, v_member.name, 'id', v_member.user_id);
      perform platform.require_no_rows_of(v_member.app_id, v_member.user_id);
    else
      v_left := v_left || to_jsonb(v_member);
    end if;
  end loop;
  for v_member in
    select left_over.user_id, array_agg(left_over.app_id) as app_ids
    from jsonb_to_recordset(v_left) as left_over (app_id bigint, user_id uuid)
    group by left_over.user_id
  loop
    perform platform.queue_account_changes(v_member.user_id, v_member.app_ids);
  end loop;
  return null;
end
$$;

comment on function access.tg_app_members__remove_profiles is 'Deletes the profiles of former members.';

revoke all on function access.tg_app_members__remove_profiles from public, anon, authenticated, service_role;

create or replace trigger remove_profiles
after delete on platform.app_members
referencing old table as former
for each statement execute function access.tg_app_members__remove_profiles();

-- supabase/schemas/access/functions/accounts/tg_users__enrol.sql
-- tg_users__enrol: Enrols a user who signs up with options.data.app_id. That value is only a request: access.admit decides.
-- A refusal fails the whole sign-up, so that no account exists without its app.
-- With options.data.invitation, the membership waits until the address is confirmed: an unconfirmed account neither enters the
-- app nor uses the invitation up. If the app no longer admits the user by then, the address is confirmed without a membership.
-- It runs no code of the app (platform.enrol_member): here no time limit holds, and an error would refuse the account.
-- Fires on: insert into auth.users and the first confirmation of an address there, in the session of Auth. Without e-mail
-- confirmation Auth confirms the address in the transaction of the sign-up.
-- Security: definer, because Auth's role has no access to the registry.
-- Errors: those of access.requested_app, access.admit and platform.enrol_member.
create or replace function access.tg_users__enrol()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app_id bigint;
  v_invitation constant text := new.raw_user_meta_data ->> 'invitation';
begin
  v_app_id := access.requested_app(new.raw_user_meta_data);
  if v_app_id is null or tg_op = 'UPDATE' and v_invitation is null then
    return null;
  end if;
  if v_invitation is not null and new.email_confirmed_at is null then
    perform access.require_admission(v_app_id, new.email, v_invitation);
    return null;
  end if;
  perform platform.enrol_member(v_app_id, new.id, access.admit(v_app_id, new.id, v_invitation));
  return null;
exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
  if tg_op = 'INSERT' then
    raise;
  end if;
  -- The address is confirmed, whatever has happened to the app or the invitation since the sign-up.
  return null;
end
$$;

comment on function access.tg_users__enrol is 'Enrols a user who signs up with an app id.';

revoke all on function access.tg_users__enrol from public, anon, authenticated, service_role;

create or replace trigger appshard_enrol
after insert on auth.users
for each row execute function access.tg_users__enrol();

create or replace trigger appshard_enrol_confirmed
after update of email_confirmed_at on auth.users
for each row
when (old.email_confirmed_at is null and new.email_confirmed_at is not null)
execute function access.tg_users__enrol();

-- supabase/schemas/access/functions/accounts/tg_users__sync_profile.sql
-- tg_users__sync_profile: Propagates changes of an account to its apps: a new e-mail address is copied to every profile,
-- and an account that Auth marks as deleted loses its memberships, as one that is really deleted does by foreign key. Nothing of
-- an app makes the change fail: queue_account_changes leaves to a job what does not succeed at once.
-- Fires on: update of auth.users, but only if email or deleted_at changed: every login updates that table.
-- Security: definer, because Auth's role has no access to the registry.
create or replace function access.tg_users__sync_profile()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.deleted_at is not null then
    delete from platform.app_members where app_members.user_id = new.id;
    return null;
  end if;
  perform platform.queue_account_changes(new.id, array(
    -- The row locks wait for a purge in progress, after which no row remains.
    select app_members.app_id from platform.app_members where app_members.user_id = new.id
    order by app_members.app_id for key share));
  return null;
end
$$;

comment on function access.tg_users__sync_profile is 'Propagates a new e-mail address or the deletion of an account to its apps.';

revoke all on function access.tg_users__sync_profile from public, anon, authenticated, service_role;

create or replace trigger appshard_follow
after update of email, deleted_at on auth.users
for each row
when (old.email is distinct from new.email or old.deleted_at is distinct from new.deleted_at)
execute function access.tg_users__sync_profile();

-- supabase/schemas/access/functions/capped/anytextcat.sql
-- anytextcat: Works like PostgreSQL's anytextcat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.anytextcat(anynonarray, text)
returns text
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := octet_length($1::text)::bigint + octet_length($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1::text || $2;
end
$$;

comment on function access.anytextcat is 'Works like anytextcat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.anytextcat from public, anon, authenticated, service_role;
grant execute on function access.anytextcat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/array_append.sql
-- array_append: Works like PostgreSQL's array_append, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator or the function, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.array_append(anycompatiblearray, anycompatible)
returns anycompatiblearray
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(pg_column_size($1), 0)::bigint + coalesce(pg_column_size($2), 0);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return array_append($1, $2);
end
$$;

comment on function access.array_append is 'Works like array_append in PostgreSQL, capped at ten million bytes.';

revoke all on function access.array_append from public, anon, authenticated, service_role;
grant execute on function access.array_append to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/array_cat.sql
-- array_cat: Works like PostgreSQL's array_cat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator or the function, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.array_cat(anycompatiblearray, anycompatiblearray)
returns anycompatiblearray
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(pg_column_size($1), 0)::bigint + coalesce(pg_column_size($2), 0);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return array_cat($1, $2);
end
$$;

comment on function access.array_cat is 'Works like array_cat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.array_cat from public, anon, authenticated, service_role;
grant execute on function access.array_cat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/array_prepend.sql
-- array_prepend: Works like PostgreSQL's array_prepend, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator or the function, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.array_prepend(anycompatible, anycompatiblearray)
returns anycompatiblearray
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(pg_column_size($1), 0)::bigint + coalesce(pg_column_size($2), 0);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return array_prepend($1, $2);
end
$$;

comment on function access.array_prepend is 'Works like array_prepend in PostgreSQL, capped at ten million bytes.';

revoke all on function access.array_prepend from public, anon, authenticated, service_role;
grant execute on function access.array_prepend to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/array_replace.sql
-- array_replace: Works like PostgreSQL's array_replace, for submitted SQL, but counts a long result and refuses one that may
-- have more than ten million bytes: PostgreSQL's own can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced the function, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.array_replace(anycompatiblearray, anycompatible, anycompatible)
returns anycompatiblearray
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(pg_column_size($1), 0) + coalesce(cardinality($1), 0)::bigint * coalesce(pg_column_size($3), 0);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return array_replace($1, $2, $3);
end
$$;

comment on function access.array_replace is 'Works like array_replace in PostgreSQL, capped at ten million bytes.';

revoke all on function access.array_replace from public, anon, authenticated, service_role;
grant execute on function access.array_replace to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/array_to_string.sql
-- array_to_string: Works like PostgreSQL's array_to_string, for submitted SQL, but counts a long result and refuses one that may
-- have more than ten million bytes: PostgreSQL's own can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced the function, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.array_to_string(anyarray, text, text default null)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(pg_column_size($1), 0)
    + coalesce(cardinality($1), 0)::bigint * (coalesce(octet_length($2), 0) + coalesce(octet_length($3), 0));
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return array_to_string($1, $2, $3);
end
$$;

comment on function access.array_to_string is 'Works like array_to_string in PostgreSQL, capped at ten million bytes.';

revoke all on function access.array_to_string from public, anon, authenticated, service_role;
grant execute on function access.array_to_string to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/bitcat.sql
-- bitcat: Works like PostgreSQL's bitcat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.bitcat(bit varying, bit varying)
returns bit varying
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := octet_length($1)::bigint + octet_length($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2;
end
$$;

comment on function access.bitcat is 'Works like bitcat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.bitcat from public, anon, authenticated, service_role;
grant execute on function access.bitcat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/byteacat.sql
-- byteacat: Works like PostgreSQL's byteacat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.byteacat(bytea, bytea)
returns bytea
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := octet_length($1)::bigint + octet_length($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2;
end
$$;

comment on function access.byteacat is 'Works like byteacat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.byteacat from public, anon, authenticated, service_role;
grant execute on function access.byteacat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/count_bytes.sql
-- count_bytes: Adds to the bytes that the running statement collects or builds, and refuses if they are more than 64 MiB. The
-- setting appshard.collected_bytes holds the count until the transaction ends or sandbox.run_statement begins another statement.
-- Returns true, so that a caller can assign its result: PERFORM would run a query each time.
-- Called by: count_value and the functions whose result may be much longer than what they are given.
-- Errors: 54000 result_too_large.
create or replace function access.count_bytes(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := coalesce(bytes, 0) + coalesce(nullif(current_setting('appshard.collected_bytes', true), ''), '0')::bigint;
begin
  if v_bytes > 67108864 then
    raise exception 'Cannot run the statement: its aggregates and string functions collect more than 64 MiB'
      using errcode = '54000', detail = 'result_too_large', hint = 'Aggregate fewer rows or shorter values at a time.';
  end if;
  return set_config('appshard.collected_bytes', v_bytes::text, true) is not null;
end
$$;

comment on function access.count_bytes is 'Adds to the bytes that the running statement collects, up to 64 MiB.';

revoke all on function access.count_bytes from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/capped/count_joined.sql
-- count_joined: Counts what a concatenation or another function builds, and refuses more than ten million bytes. It
-- counts a quarter, because a loop may lengthen a string step by step, which frees the former ones.
-- Called by: the functions that join strings, arrays and documents.
-- Errors: 54000 result_too_large.
create or replace function access.count_joined(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 10000000 then
    raise exception 'Cannot build the value: it would have more than 10000000 bytes'
      using errcode = '54000', detail = 'result_too_large', hint = 'Join fewer or shorter values.';
  end if;
  return access.count_bytes(bytes / 4);
end
$$;

comment on function access.count_joined is 'Counts what a concatenation builds, up to ten million bytes.';

revoke all on function access.count_joined from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/capped/count_replaced.sql
-- count_replaced: Counts the characters that regexp_replace may build, if they are many, and refuses more than ten million.
-- Called by: regexp_replace.
-- Errors: 54000 result_too_large.
create or replace function access.count_replaced(string text, pattern text, replacement text, flags text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Each \1 and \& inserts at most the whole string in total, because matches do not overlap.
  v_length bigint := char_length(string)::bigint * (1 + char_length(replacement) - char_length(replace(replacement, '\', '')));
begin
  if v_length + (char_length(string) + 1)::bigint * char_length(replacement) <= 10000 then
    return true;
  end if;
  v_length := v_length + char_length(replacement)
    * case when flags like '%g%' then regexp_count(string, pattern, 1, replace(flags, 'g', ''))::bigint else 1 end;
  if v_length > 10000000 then
    raise exception 'Cannot build the string: it could have more than 10000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Replace with a shorter string.';
  end if;
  return access.count_bytes(v_length);
end
$$;

comment on function access.count_replaced is 'Counts the characters that regexp_replace may build.';

revoke all on function access.count_replaced from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/capped/count_value.sql
-- count_value: Returns a value and counts it for the running statement, as many times as it occurs. It refuses a value with so many
-- strings that jsonb_agg would take longer than a call may: for each string PostgreSQL reads the whole rest of the document, and
-- nothing, not even a timeout, interrupts that.
-- Called by: metered.
-- Errors: 54000 result_too_large.
create or replace function access.count_value(value anyelement, times integer)
returns anyelement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_type constant text := pg_typeof(value)::text;
  -- Not pg_column_size, because a stored value may be compressed. The 64 bytes are what an aggregate needs for each element
  -- beside its value.
  v_text constant text := value::text;
  v_bytes constant bigint := coalesce(octet_length(v_text), 0);
  v_is_counted constant boolean := access.count_bytes((64 + v_bytes) * times);
  v_separators bigint := 0;
begin
  -- Each string has two quotes in a document, and a comma in an array or a row.
  if v_bytes > 100000 and c_type in ('json', 'jsonb') then
    v_separators := v_bytes - octet_length(replace(v_text, '"', ''));
  elsif v_bytes > 100000
    and c_type !~ '^(text|citext|bytea|character varying|(smallint|integer|bigint|real|double precision|numeric)\[\])$'
  then
    v_separators := 4 * (v_bytes - octet_length(replace(v_text, ',', '')));
  end if;
  -- A hundred thousand strings of a letter, two seconds.
  if v_separators * v_bytes > 40000000000 then
    raise exception 'Cannot run the statement: an aggregate collects a value of % bytes with too many strings', v_bytes
      using errcode = '54000', detail = 'result_too_large', hint = 'Aggregate fewer rows or shorter values at a time.';
  end if;
  return value;
end
$$;

comment on function access.count_value is 'Returns a value and counts it for the running statement, as many times as it occurs.';

revoke all on function access.count_value from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/capped/is_narrow.sql
-- is_narrow: Returns true for the bytes of a row that a call may return, and refuses more than 4 MiB.
-- Called by: queries of exec_sql that sandbox.bounded_query wrapped.
-- Errors: 54000 result_too_large.
create or replace function access.is_narrow(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 4194304 then
    raise exception 'Cannot return the row: it has more than 4194304 bytes'
      using errcode = '54000', detail = 'result_too_large', hint = 'Select fewer columns, or shorter values with left().';
  end if;
  return true;
end
$$;

comment on function access.is_narrow is 'Returns true for the bytes of a row that a call may return.';

revoke all on function access.is_narrow from public, anon, authenticated, service_role;
grant execute on function access.is_narrow to app_owner;

-- supabase/schemas/access/functions/capped/jsonb_concat.sql
-- jsonb_concat: Works like PostgreSQL's jsonb_concat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.jsonb_concat(jsonb, jsonb)
returns jsonb
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := pg_column_size($1)::bigint + pg_column_size($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2;
end
$$;

comment on function access.jsonb_concat is 'Works like jsonb_concat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.jsonb_concat from public, anon, authenticated, service_role;
grant execute on function access.jsonb_concat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/lpad.sql
-- lpad: Works like PostgreSQL's lpad, for submitted SQL, but refuses to build more than a million characters: PostgreSQL's
-- own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced lpad, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.lpad(string text, length integer, fill text default ' ')
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
begin
  if length > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Use a smaller length.';
  end if;
  if length > 10000 then
    v_is_counted := access.count_bytes(length);
  end if;
  return lpad(string, length, fill);
end
$$;

comment on function access.lpad is 'Works like lpad in PostgreSQL, capped at a million characters.';

revoke all on function access.lpad from public, anon, authenticated, service_role;
grant execute on function access.lpad to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/metered.sql
-- metered: Returns its argument and counts its bytes for the running statement. It refuses if there are more than 64 MiB in
-- total: an aggregate holds all that it was given, and PostgreSQL bounds neither its memory nor that of its copies. Of values
-- of at most a thousand bytes it counts one in 32, at random, as 32 values, because counting costs more than the rest of it.
-- Submitted SQL cannot call setseed, so nobody chooses which values are counted.
-- Called by: submitted SQL, including views and policies, where sandbox.rewrite puts it around what string_agg, array_agg,
-- json_agg, their siblings and array(select …) collect.
-- Security: definer, because users cannot name access.count_value. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.metered(value anyelement)
returns anyelement
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if pg_column_size(value) > 1000 then
    return access.count_value(value, 1);
  elsif random() < 0.03125 then
    return access.count_value(value, 32);
  end if;
  return value;
end
$$;

comment on function access.metered is 'Returns its argument and counts its bytes for the running statement.';

revoke all on function access.metered from public, anon, authenticated, service_role;
grant execute on function access.metered to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/regexp_replace.sql
-- regexp_replace: Works like PostgreSQL's regexp_replace, for submitted SQL, but counts a long result and refuses one that may
-- have more than ten million characters. There are two, with and without a start, as in PostgreSQL. Both are polymorphic, so
-- that the first ignores case for citext, as citext's own does, and 'g' is taken for flags and not for a start.
-- Called by: submitted SQL in which sandbox.rewrite replaced regexp_replace, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.regexp_replace(string anycompatible, pattern anycompatible, replacement text, flags text default '')
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted constant boolean := access.count_replaced(string::text, pattern::text, replacement, flags);
begin
  return regexp_replace(string::text, pattern::text, replacement,
    case when pg_typeof(string)::text like '%citext' and strpos(flags, 'c') = 0 then flags || 'i' else flags end);
end
$$;

comment on function access.regexp_replace(anycompatible, anycompatible, text, text) is
  'Works like regexp_replace in PostgreSQL, capped at ten million characters.';

revoke all on function access.regexp_replace(anycompatible, anycompatible, text, text) from public, anon, authenticated, service_role;
grant execute on function access.regexp_replace(anycompatible, anycompatible, text, text)
  to anon, authenticated, service_role, app_service, app_code;

create or replace function access.regexp_replace(
  string anycompatible,
  pattern anycompatible,
  replacement text,
  start integer,
  n integer default 1,
  flags text default ''
)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted constant boolean := access.count_replaced(
    string::text, pattern::text, replacement, case n when 0 then flags || 'g' else flags end);
begin
  return regexp_replace(string::text, pattern::text, replacement, start, n, flags);
end
$$;

comment on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text) is
  'Works like regexp_replace with a start in PostgreSQL, capped at ten million characters.';

revoke all on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text)
  to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/repeat.sql
-- repeat: Works like PostgreSQL's repeat, for submitted SQL, but refuses to build more than a million characters:
-- PostgreSQL's own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced repeat, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.repeat(string text, number integer)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
begin
  if char_length(string)::bigint * greatest(number, 0) > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Repeat it fewer times.';
  end if;
  if octet_length(string)::bigint * number > 10000 then
    v_is_counted := access.count_bytes(octet_length(string)::bigint * number);
  end if;
  return repeat(string, number);
end
$$;

comment on function access.repeat is 'Works like repeat in PostgreSQL, capped at a million characters.';

revoke all on function access.repeat from public, anon, authenticated, service_role;
grant execute on function access.repeat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/replace.sql
-- replace: Works like PostgreSQL's replace, for submitted SQL, but counts a long result and refuses one of more than ten
-- million characters: PostgreSQL's own function can fill a gigabyte of the shard's memory with one call.
-- The arguments are polymorphic, so that for citext it ignores case, with the pattern of citext's own replace.
-- Called by: submitted SQL in which sandbox.rewrite replaced replace, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.replace(string anycompatible, "from" anycompatible, "to" anycompatible)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
  v_length bigint := char_length(string::text)::bigint * greatest(char_length("to"::text), 1);
begin
  if pg_typeof(string)::text like '%citext' then
    return access.regexp_replace(
      string::text, regexp_replace("from"::text, '([^a-zA-Z_0-9])', '\\\1', 'g'), "to"::text, 'gi');
  end if;
  if v_length > 10000 then
    -- What is left without the replaced parts is shorter, and tells how many there are.
    v_length := char_length(replace(string, "from", ''));
    v_length := v_length
      + (char_length(string::text) - v_length) / greatest(char_length("from"::text), 1) * char_length("to"::text);
    if v_length > 10000000 then
      raise exception 'Cannot build the string: it would have more than 10000000 characters'
        using errcode = '54000', detail = 'result_too_large', hint = 'Replace with a shorter string.';
    end if;
    v_is_counted := access.count_bytes(v_length);
  end if;
  return replace(string, "from", "to");
end
$$;

comment on function access.replace is 'Works like replace in PostgreSQL, capped at ten million characters.';

revoke all on function access.replace from public, anon, authenticated, service_role;
grant execute on function access.replace to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/require_memory.sql
-- require_memory: Rejects a value of more than 8 MiB, and a session whose queries and functions hold more than 256 MiB, caches not
-- counted. The code of an app can build a value in a loop, which no limit of PostgreSQL bounds.
-- Its SQLSTATE is that of a time limit, query_canceled, because the code of an app must not catch it and go on: WHEN OTHERS does not
-- include it, and the guard refuses its name.
-- Returns true, so that a condition can call it: PERFORM would set FOUND.
-- Called by: the bodies of apps' functions, where sandbox.size_check puts it after what is assigned.
-- Security: definer, because only roles that may read statistics may ask for the memory of a session.
-- Errors: 57014 result_too_large.
create or replace function access.require_memory(bytes integer)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 8388608 then
    raise exception 'Cannot run the function: it builds a value of more than 8 MiB'
      using errcode = 'query_canceled', detail = 'result_too_large', hint = 'Keep long values in rows of a table.';
  elsif (
    select sum(total_bytes) from pg_catalog.pg_get_backend_memory_contexts()
    where name <> 'CacheMemoryContext' and parent is distinct from 'CacheMemoryContext'
  ) > 268435456 then
    raise exception 'Cannot run the function: it holds more than 256 MiB'
      using errcode = 'query_canceled', detail = 'result_too_large', hint = 'Work on fewer or shorter values at a time.';
  end if;
  return true;
end
$$;

comment on function access.require_memory is 'Rejects a value of more than 8 MiB, and a session that holds more than 256 MiB.';

revoke all on function access.require_memory from public, anon, authenticated, service_role;
grant execute on function access.require_memory to app_code;

-- supabase/schemas/access/functions/capped/rpad.sql
-- rpad: Works like PostgreSQL's rpad, for submitted SQL, but refuses to build more than a million characters: PostgreSQL's
-- own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced rpad, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.rpad(string text, length integer, fill text default ' ')
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
begin
  if length > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Use a smaller length.';
  end if;
  if length > 10000 then
    v_is_counted := access.count_bytes(length);
  end if;
  return rpad(string, length, fill);
end
$$;

comment on function access.rpad is 'Works like rpad in PostgreSQL, capped at a million characters.';

revoke all on function access.rpad from public, anon, authenticated, service_role;
grant execute on function access.rpad to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/textanycat.sql
-- textanycat: Works like PostgreSQL's textanycat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.textanycat(text, anynonarray)
returns text
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := octet_length($1)::bigint + octet_length($2::text);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2::text;
end
$$;

comment on function access.textanycat is 'Works like textanycat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.textanycat from public, anon, authenticated, service_role;
grant execute on function access.textanycat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/textcat.sql
-- textcat: Works like PostgreSQL's textcat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.textcat(text, text)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := octet_length($1)::bigint + octet_length($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2;
end
$$;

comment on function access.textcat is 'Works like textcat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.textcat from public, anon, authenticated, service_role;
grant execute on function access.textcat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/capped/tsvector_concat.sql
-- tsvector_concat: Works like PostgreSQL's tsvector_concat, the operator || of these types, for submitted SQL, but counts a long result and
-- refuses one of more than ten million bytes: by doubling, PostgreSQL's own can fill a gigabyte of the shard's memory.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_joined. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.tsvector_concat(tsvector, tsvector)
returns tsvector
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes constant bigint := pg_column_size($1)::bigint + pg_column_size($2);
  v_is_counted boolean;
begin
  if v_bytes > 10000 then
    v_is_counted := access.count_joined(v_bytes);
  end if;
  return $1 || $2;
end
$$;

comment on function access.tsvector_concat is 'Works like tsvector_concat in PostgreSQL, capped at ten million bytes.';

revoke all on function access.tsvector_concat from public, anon, authenticated, service_role;
grant execute on function access.tsvector_concat to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/applies_to.sql
-- applies_to: Returns whether a policy for these roles applies to the caller of an app (see access.role). One role of the app,
-- app_57_user, runs its functions for callers of every kind, so the roles of a policy alone do not tell them apart.
-- Called by: the policies that apps write, where platform.policy_gates puts it before the condition.
-- Security: definer, because callers cannot execute what it calls.
create or replace function access.applies_to(app_id bigint, roles text[])
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return access.role(app_id) = any (roles);
end
$$;

comment on function access.applies_to is 'Returns whether a policy for these roles applies to the caller of an app.';

revoke all on function access.applies_to from public, anon, authenticated, service_role;
grant execute on function access.applies_to to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/email.sql
-- email: Returns the email claim of the caller's token as auth.email() does; null for whoever is not a member of the app.
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.email().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.email(app_id bigint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case access.role(app_id) when 'authenticated' then auth.email() end;
end
$$;

comment on function access.email(bigint) is 'Returns the email claim of the caller''s token, or null for a visitor.';

revoke all on function access.email(bigint) from public, anon, authenticated, service_role;
grant execute on function access.email(bigint) to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/has_app_key.sql
-- has_app_key: Returns whether the request carries a key of an active app that is valid now and has the scope (read or
-- write). The token names the app and the key, and the Data API has verified its signature; the key is looked up here in
-- every statement, so that a revoked key is refused at once.
-- Called by: access.can_access, access.can_write, access.role and access.enter_code, for requests without a user.
-- Security: definer, because keys cannot read the registry.
create or replace function access.has_app_key(app_id bigint, scope text)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_claims constant jsonb := auth.jwt();
begin
  if (v_claims ->> 'role' = 'app_service' and v_claims ->> 'app_id' = has_app_key.app_id::text) is not true then
    return false;
  end if;
  return exists (
    select from platform.app_keys
    join platform.apps on apps.id = app_keys.app_id
    where app_keys.id = (v_claims ->> 'key_id')::uuid
      and app_keys.app_id = has_app_key.app_id
      and has_app_key.scope = any (app_keys.scopes)
      and app_keys.revoked_at is null
      and app_keys.expires_at > now()
      and apps.status = 'active'
  );
end
$$;

comment on function access.has_app_key is 'Returns whether the request carries a valid key of the active app that has the scope.';

revoke all on function access.has_app_key from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/claims/is_operator.sql
-- is_operator: Returns whether the operator of the shard calls: a request with the secret key, which exec_sql is, or a session of
-- the database's owner. Code of an app cannot pretend to be one: PostgreSQL does not let a definer function change the role.
-- Called by: access.role.
create or replace function access.is_operator()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case current_setting('role')
    when 'service_role' then true
    when 'none' then session_user not in ('authenticator', 'anon', 'authenticated') and session_user not like 'supabase\_%'
    when 'postgres' then true
    else false
  end;
end
$$;

comment on function access.is_operator is 'Returns whether the operator of the shard calls.';

revoke all on function access.is_operator from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/claims/jwt.sql
-- jwt: Returns the claims of the caller's token as auth.jwt() does, but without user_metadata, which users write themselves; null
-- for whoever is a visitor to the app. role is what access.role says.
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.jwt().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.jwt(app_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := access.role(app_id);
begin
  return case when v_role <> 'anon' then auth.jwt() - 'user_metadata' || jsonb_build_object('role', v_role) end;
end
$$;

comment on function access.jwt(bigint) is 'Returns the claims of the caller''s token, or null for a visitor to the app.';

revoke all on function access.jwt(bigint) from public, anon, authenticated, service_role;
grant execute on function access.jwt(bigint) to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/passes_row_security.sql
-- passes_row_security: Returns whether the code of an app that runs now reaches every row of the app: a key or the operator called
-- it, or a function that the app declared SECURITY DEFINER did. A function that the app declared SECURITY INVOKER runs as
-- app_57_user; without this, it would have fewer rights in a definer's call than in PostgreSQL.
-- The mark of such a call is the setting default_transaction_deferrable, which says nothing about the transaction that is running.
-- A function's SET clause sets it and resets it at the end, whatever happens; a setting of our own would need a superuser there.
-- Code of apps cannot set it otherwise, enter_code and data_api.check_request clear it, and only policies for app_57_user ask.
-- Called by: the policies app_code… of every app table, which only role app_57_user evaluates.
-- Security: definer, because callers cannot execute what it calls.
create or replace function access.passes_row_security(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return current_setting('default_transaction_deferrable') = 'on' or access.role(app_id) = 'service_role';
end
$$;

comment on function access.passes_row_security is 'Returns whether the code of an app that runs now reaches every row of the app.';

revoke all on function access.passes_row_security from public, anon, authenticated, service_role;
grant execute on function access.passes_row_security to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/role.sql
-- role: Returns who calls, from the point of view of an app, in Supabase's words:
--   authenticated  a member of the active app, neither suspended nor banned
--   service_role   a valid key of the app, or the operator (see is_operator)
--   anon           anybody else: a visitor, a member of another app, a suspended member, a revoked or foreign key
-- Called by: submitted SQL, functions and policies of apps, where sandbox.rewrite puts it in place of auth.role(); applies_to,
-- passes_row_security, enter_code and the other claims.
-- Security: definer, because callers cannot read the registry.
create or replace function access.role(app_id bigint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if access.is_operator() then
    return 'service_role';
  elsif v_user_id is null then
    return case when access.has_app_key(role.app_id, 'read') then 'service_role' else 'anon' end;
  end if;
  return case when exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = role.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  ) then 'authenticated' else 'anon' end;
end
$$;

comment on function access.role(bigint) is 'Returns who calls, from the point of view of an app: authenticated, service_role or anon.';

revoke all on function access.role(bigint) from public, anon, authenticated, service_role;
grant execute on function access.role(bigint) to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/claims/user_id.sql
-- user_id: Returns the id of the signed-in user, or null, as auth.uid() does. With an app, returns it only if the user is an active
-- member of the active app: to an app, anybody else is a visitor.
-- Called by: without an app, the policies of app tables and the default of every user_id column; with one, submitted SQL, functions
-- and policies of apps in place of auth.uid().
-- Security: definer, because an app's own role has no USAGE on schema auth and postgres cannot grant it.
create or replace function access.user_id()
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return auth.uid();
end
$$;

comment on function access.user_id() is 'Returns the id of the signed-in user, or null.';

revoke all on function access.user_id() from public, anon, authenticated, service_role;
grant execute on function access.user_id() to anon, authenticated, service_role, app_service, app_code;

create or replace function access.user_id(app_id bigint)
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case access.role(app_id) when 'authenticated' then auth.uid() end;
end
$$;

comment on function access.user_id(bigint) is 'Returns the id of the signed-in user who is a member of the app, or null.';

revoke all on function access.user_id(bigint) from public, anon, authenticated, service_role;
grant execute on function access.user_id(bigint) to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/code/enter_code.sql
-- enter_code: Admits a call of an app's function from outside: the app is active, and the caller may execute the function. To
-- PostgreSQL a member of another app is authenticated; to this app they are a visitor (see access.role). A key that may only read
-- gets a transaction that only reads. Takes one of the app's request slots. The operator may call functions of suspended apps.
-- Called by: the wrappers public.app_57_…, before the function.
-- Security: definer, because callers cannot read the registry.
-- Errors: PT409 app_not_active, 42501 for a caller who may not execute the function, PT429 too_many_requests.
create or replace function access.enter_code(app_id bigint, called regprocedure)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := access.role(app_id);
begin
  perform set_config('default_transaction_deferrable', 'off', true);
  if access.is_operator() then
    return;
  elsif not access.is_app_active(app_id) then
    raise exception 'Cannot call the function: app % is not active', app_id
      using errcode = 'PT409', detail = 'app_not_active', hint = 'Ask the owner of the app.';
  elsif not has_function_privilege(case v_role when 'service_role' then 'app_service' else v_role end, called, 'execute') then
    raise exception 'permission denied for function %', (select proname from pg_proc where pg_proc.oid = called)
      using errcode = '42501';
  elsif v_role = 'service_role' and not access.has_app_key(app_id, 'write') then
    perform set_config('transaction_read_only', 'on', true);
  end if;
end
$$;

comment on function access.enter_code is 'Admits a call of an app''s function from outside.';

revoke all on function access.enter_code from public, anon, authenticated, service_role;
grant execute on function access.enter_code to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/joining/admit.sql
-- admit: Decides whether a user may join an app and returns the role. It uses up the invitation that admits the user: the
-- secret must be that of the invitation, and the account must have confirmed the address.
-- Called by: access.join_app and the sign-up trigger tg_users__enrol.
-- Errors: those of refuse_joining.
create or replace function access.admit(app_id bigint, user_id uuid, invitation text default null)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app platform.apps;
  v_member platform.app_members;
  v_role text;
begin
  select * into v_app from platform.apps where apps.id = admit.app_id and apps.status = 'active';
  if not found then
    perform access.refuse_joining(app_id, 'app_not_found');
  elsif access.is_banned(user_id) then
    perform access.refuse_joining(app_id, 'account_banned');
  end if;

  select * into v_member from platform.app_members
  where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  if v_member.status = 'suspended' then
    perform access.refuse_joining(app_id, 'membership_suspended');
  elsif v_member.role is not null then
    return v_member.role;
  elsif v_app.signup = 'closed' then
    perform access.refuse_joining(app_id, 'signup_closed');
  elsif v_app.signup = 'open' and invitation is null then
    return 'member';
  end if;

  delete from platform.app_invitations
  where app_invitations.app_id = admit.app_id
    and app_invitations.email = (
      select lower(users.email) from auth.users where users.id = admit.user_id and users.email_confirmed_at is not null)
    and app_invitations.secret_hash = platform.secret_hash(invitation)
    and app_invitations.expires_at > now()
  returning app_invitations.role into v_role;
  if v_role is null then
    -- A concurrent call may have admitted the same user and used up the invitation.
    select app_members.role into v_role from platform.app_members
    where app_members.app_id = admit.app_id and app_members.user_id = admit.user_id;
  end if;
  if v_role is null then
    perform access.refuse_joining(app_id, 'invitation_required');
  end if;
  return v_role;
end
$$;

comment on function access.admit is 'Returns the role in which a user may join an app, or raises an error.';

revoke all on function access.admit from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/joining/join_app.sql
-- join_app: Makes the signed-in user a member of an app whose signup setting allows it. Returns the membership, {app_id,
-- user_id, role, status, joined_at}. Joining again changes nothing. invitation is the secret of an invitation to the user's address.
-- Called by: public.join_app.
-- Security: definer, because users cannot write the registry; it acts only for auth.uid().
-- Errors: 42501 not_signed_in, and those of access.admit.
create or replace function access.join_app(app_id bigint, invitation text default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if not exists (select from auth.users where users.id = v_user_id and users.deleted_at is null) then
    raise exception 'Cannot join app %: no user is signed in', join_app.app_id
      using errcode = '42501', detail = 'not_signed_in', hint = 'Sign in, then call join_app again.';
  end if;
  return platform.add_member(join_app.app_id, v_user_id, access.admit(join_app.app_id, v_user_id, join_app.invitation));
end
$$;

comment on function access.join_app is 'Makes the signed-in user a member of an app.';

revoke all on function access.join_app from public, anon, authenticated, service_role;
grant execute on function access.join_app to authenticated;

-- supabase/schemas/access/functions/joining/leave_app.sql
-- leave_app: Ends the membership of the signed-in user; the profile and the user's rows in the app are deleted with it.
-- Returns {app_id, left}; left is false if there was no membership.
-- What a suspended or deleted app holds stays unchanged. A suspended member cannot leave: leaving and joining again would
-- lift the suspension. Nor can a banned user.
-- Called by: public.leave_app.
-- Security: definer, because users cannot write the registry; it acts only for auth.uid().
-- Errors: PT404 app_not_found, PT403 membership_suspended, PT403 account_banned, PT409 last_owner.
create or replace function access.leave_app(app_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  if access.is_banned(auth.uid()) then
    raise exception 'Cannot leave app %: the account is banned', leave_app.app_id
      using errcode = 'PT403', detail = 'account_banned', hint = 'Wait until the ban ends, or ask the operator to lift it.';
  end if;
  perform platform.require_other_owner(app_id, auth.uid());
  select app_members.status into v_status from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid()
  for update;
  -- Not is_app_active, which takes one of the app's slots for requests.
  if not exists (select from platform.apps where apps.id = leave_app.app_id and apps.status = 'active') then
    raise exception 'Cannot leave app %: no active app has this id', leave_app.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
  elsif v_status = 'suspended' then
    raise exception 'Cannot leave app %: the membership is suspended', leave_app.app_id
      using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app to end the suspension.';
  end if;
  delete from platform.app_members
  where app_members.app_id = leave_app.app_id and app_members.user_id = auth.uid();
  return jsonb_build_object('app_id', leave_app.app_id, 'left', found);
end
$$;

comment on function access.leave_app is 'Ends the membership of the signed-in user in an app.';

revoke all on function access.leave_app from public, anon, authenticated, service_role;
grant execute on function access.leave_app to authenticated;

-- supabase/schemas/access/functions/joining/my_apps.sql
-- my_apps: Returns the active apps of this shard in which the signed-in user is an active member, as [{app_id, name, role,
-- joined_at}], by app id.
-- Called by: public.my_apps.
-- Security: definer, because users cannot read the registry; it returns only the apps of auth.uid().
create or replace function access.my_apps()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'app_id', apps.id, 'name', apps.name, 'role', app_members.role, 'joined_at', app_members.joined_at
    ) order by apps.id), '[]')
    from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.user_id = (select auth.uid())
      and app_members.status = 'active'
      and not access.is_banned(app_members.user_id)
      and apps.status = 'active'
  );
end
$$;

comment on function access.my_apps is 'Returns the apps of the signed-in user.';

revoke all on function access.my_apps from public, anon, authenticated, service_role;
grant execute on function access.my_apps to authenticated;

-- supabase/schemas/access/functions/joining/refuse_joining.sql
-- refuse_joining: Raises the error with which an app refuses a new member: the one place for its words.
-- Called by: access.admit and access.require_admission.
-- Errors: PT404 app_not_found, PT403 signup_closed, PT403 invitation_required, PT403 membership_suspended, PT403
-- account_banned.
create or replace function access.refuse_joining(app_id bigint, reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  case reason
    when 'app_not_found' then
      raise exception 'Cannot join app %: no active app has this id', refuse_joining.app_id
        using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
    when 'signup_closed' then
      raise exception 'Cannot join app %: it does not accept new members', refuse_joining.app_id
        using errcode = 'PT403', detail = 'signup_closed', hint = 'Ask an admin of the app for access.';
    when 'membership_suspended' then
      raise exception 'Cannot join app %: the membership is suspended', refuse_joining.app_id
        using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app to end the suspension.';
    when 'account_banned' then
      raise exception 'Cannot join app %: the account is banned', refuse_joining.app_id
        using errcode = 'PT403', detail = 'account_banned', hint = 'Wait until the ban ends, or ask the operator to lift it.';
    when 'invitation_required' then
      -- The same words for no secret, a wrong one and one for another address: nobody learns which addresses are invited.
      raise exception 'Cannot join app %: it needs an invitation that is valid for your confirmed e-mail address',
        refuse_joining.app_id
        using errcode = 'PT403', detail = 'invitation_required', hint = 'Ask an admin of the app to invite your e-mail address.';
  end case;
end
$$;

comment on function access.refuse_joining is 'Raises the error with which an app refuses a new member.';

revoke all on function access.refuse_joining from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/joining/requested_app.sql
-- requested_app: Returns the app that options.data of a sign-up asks for, or null.
-- Called by: the sign-up trigger tg_users__enrol and the hook before_user_created.
-- Errors: PT400 invalid_argument for an app_id that is not an app id.
create or replace function access.requested_app(data jsonb)
returns bigint
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if data ->> 'app_id' !~ '^[1-9][0-9]{0,9}$' then
    raise exception 'Cannot sign up: options.data.app_id is not a valid app id'
      using errcode = 'PT400', detail = 'invalid_argument', hint = 'Pass the id of an app as options.data.app_id.';
  end if;
  return (data ->> 'app_id')::bigint;
end
$$;

comment on function access.requested_app is 'Returns the app that a sign-up asks for, or null.';

revoke all on function access.requested_app from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/joining/require_admission.sql
-- require_admission: Refuses an account that an app would not admit, before the account has confirmed its address or even
-- exists. Uses up no invitation. A secret that does not fit is refused in open apps, too: its holder expects another role.
-- Called by: the sign-up trigger tg_users__enrol and the hook before_user_created.
-- Errors: those of refuse_joining.
create or replace function access.require_admission(app_id bigint, email text, invitation text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_signup constant text := (
    select apps.signup from platform.apps where apps.id = require_admission.app_id and apps.status = 'active');
begin
  if v_signup is null then
    perform access.refuse_joining(app_id, 'app_not_found');
  elsif v_signup = 'closed' then
    perform access.refuse_joining(app_id, 'signup_closed');
  elsif not (invitation is null and v_signup = 'open') and not exists (
    select from platform.app_invitations
    where app_invitations.app_id = require_admission.app_id
      and app_invitations.email = lower(require_admission.email)
      and app_invitations.secret_hash = platform.secret_hash(invitation)
      and app_invitations.expires_at > now()
  ) then
    perform access.refuse_joining(app_id, 'invitation_required');
  end if;
end
$$;

comment on function access.require_admission is 'Refuses an account that an app would not admit.';

revoke all on function access.require_admission from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/predicates/can_access.sql
-- can_access: Returns whether the signed-in user, not banned, is an active member of an active app, or the request carries a valid key
-- of the app.
-- Called by: the restrictive policy app_isolation of every app table, as (select access.can_access(57)).
-- Security: definer, because users cannot read the registry.
-- Language: plpgsql, because it measured faster than SQL (docs/decisions/0006-plpgsql-instead-of-sql-functions.md).
-- Errors: PT429 too_many_requests.
create or replace function access.can_access(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  -- The first request slot of the app (access.slot_key). Tried here, because calling another function costs more than trying.
  if current_setting('appshard.request_slot', true) <> ''
    or not pg_try_advisory_xact_lock(4611686018427387905 + can_access.app_id * 10000)
  then
    perform access.wait_for_slot(can_access.app_id);
  end if;
  -- A request with a key has no user, so users never pay for the lookup of keys.
  if v_user_id is null then
    return access.has_app_key(can_access.app_id, 'read');
  end if;
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = can_access.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.can_access is
  'Returns whether the signed-in user is an active member of the active app, or the request carries a valid key of it.';

revoke all on function access.can_access from public, anon, authenticated, service_role;
grant execute on function access.can_access to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/predicates/can_write.sql
-- can_write: Returns whether the signed-in user is an active member of an active app, or the request carries a valid key of
-- the app that may write. What a user may write is left to the other policies of the table.
-- Called by: the restrictive policy app_isolation as the check of new rows, as (select access.can_write(57)), and the
-- policy app_isolation_of_deletes. The query of can_access is repeated here because calling it would slow down every insert
-- of a user.
-- Security: definer, because users cannot read the registry.
-- Errors: PT429 too_many_requests.
create or replace function access.can_write(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  -- The first request slot of the app (access.slot_key). Tried here, because calling another function costs more than trying.
  if current_setting('appshard.request_slot', true) <> ''
    or not pg_try_advisory_xact_lock(4611686018427387905 + can_write.app_id * 10000)
  then
    perform access.wait_for_slot(can_write.app_id);
  end if;
  if v_user_id is null then
    return access.has_app_key(can_write.app_id, 'write');
  end if;
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = can_write.app_id
      and app_members.user_id = v_user_id
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.can_write is
  'Returns whether the signed-in user is an active member of the active app, or the request carries a key of it that may write.';

revoke all on function access.can_write from public, anon, authenticated, service_role;
grant execute on function access.can_write to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/predicates/has_app_role.sql
-- has_app_role: Returns whether the signed-in user is an active member of an active app in one of the given roles.
-- Called by: the write policies of read_only tables, as (select access.has_app_role(57, '{owner,admin}')).
-- Security: definer, because users cannot read the registry.
create or replace function access.has_app_role(app_id bigint, roles text[])
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  return exists (
    select from platform.app_members
    join platform.apps on apps.id = app_members.app_id
    where app_members.app_id = has_app_role.app_id
      and app_members.user_id = v_user_id
      and app_members.role = any (has_app_role.roles)
      and app_members.status = 'active'
      and apps.status = 'active'
      -- A ban ends by itself, and binds tokens that were issued before. A join with auth.users would cost 1.5 times as much.
      and not exists (select from auth.users where users.id = v_user_id and users.banned_until > now())
  );
end
$$;

comment on function access.has_app_role is 'Returns whether the signed-in user has one of the roles in the active app.';

revoke all on function access.has_app_role from public, anon, authenticated, service_role;
grant execute on function access.has_app_role to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/predicates/is_app_active.sql
-- is_app_active: Returns whether an app is active, regardless of the caller.
-- Called by: the isolation policy of public_read tables, which anybody may read while the app is active,
-- and data_api.enter_app, for the request slot.
-- Security: definer, because users cannot read the registry. It reveals one bit, and only where a policy calls it.
-- Errors: PT429 too_many_requests.
create or replace function access.is_app_active(app_id bigint)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The first request slot of the app (access.slot_key). Tried here, because calling another function costs more than trying.
  if current_setting('appshard.request_slot', true) <> ''
    or not pg_try_advisory_xact_lock(4611686018427387905 + is_app_active.app_id * 10000)
  then
    perform access.wait_for_slot(is_app_active.app_id);
  end if;
  return exists (
    select from platform.apps where apps.id = is_app_active.app_id and apps.status = 'active'
  );
end
$$;

comment on function access.is_app_active is 'Returns whether the app is active.';

revoke all on function access.is_app_active from public, anon, authenticated, service_role;
grant execute on function access.is_app_active to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/predicates/is_banned.sql
-- is_banned: Returns whether Auth has banned an account until a time that has not come yet.
-- Called by: access.admit, access.leave_app and access.my_apps. The predicates of policies have the same condition in their query.
create or replace function access.is_banned(user_id uuid)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from auth.users where users.id = is_banned.user_id and users.banned_until > now());
end
$$;

comment on function access.is_banned is 'Returns whether Auth has banned an account.';

revoke all on function access.is_banned from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/predicates/is_not_explained.sql
-- is_not_explained: Returns true, or raises if the Data API sent EXPLAIN for a planned or estimated count, or for a plan. The planner
-- reads the statistics of all rows, also of those that row-level security hides.
-- Called by: the planner, for the policy app_isolation of every app table.
-- Security: invoker. Declared immutable, although it reads the session, so that the planner calls it whenever it plans a
-- statement, and the statement itself never does: it costs nothing per row or per execution. EXPLAIN is planned each time.
-- Only sessions of the Data API are concerned, because the owner of the database may explain a query as a user.
-- Errors: PT403 planner_estimate_refused.
create or replace function access.is_not_explained()
returns boolean
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  if session_user = 'authenticator' and current_query() ~* '^\s*explain' then
    raise exception 'Cannot return an estimate of the query planner: it counts rows that the request may not read'
      using errcode = 'PT403', detail = 'planner_estimate_refused', hint = 'Ask for an exact count, or for none.';
  end if;
  return true;
end
$$;

comment on function access.is_not_explained is 'Returns true, or raises if the Data API explains the statement instead of running it.';

revoke all on function access.is_not_explained from public, anon, authenticated, service_role;
grant execute on function access.is_not_explained to anon, authenticated, service_role, app_service, app_code;

-- supabase/schemas/access/functions/predicates/tg_check_references.sql
-- tg_check_references: Refuses a reference to a row that the caller may not read. A foreign key is checked as the table's owner,
-- to whom row security does not apply: it would tell which ids exist, and one member's rows could keep another from deleting
-- theirs. A row that does not exist is refused in the same words. References that an update leaves as they are pass.
-- The arguments are triples: columns, referenced table, referenced columns. They are names, not dependencies, so that a column can
-- be dropped; protect_references renews the triggers. A key of several columns that has a null references nothing.
-- Their names, CHECK_…, sort before those of foreign keys (RI_…), whose errors
-- would tell more. The first row of an INSERT checks them all at once. The check of a single row is prepared once per session: to
-- plan it takes longer than the insert.
-- Fires on: insert and update of a row of a spec's table that references a table whose rows not every member reads.
-- Errors: 23503 reference_not_readable.
create or replace function access.tg_check_references()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_is_first boolean;
  v_has_more boolean := false;
  v_columns text[];
  v_referenced text[];
  v_target text;
  v_values text;
  v_is_same boolean;
  v_check text;
  v_is_readable boolean;
begin
  if tg_op = 'INSERT' then
    select written *= new, (select count(*) > 1 from (select from written limit 2) as two) into v_is_first, v_has_more from written limit 1;
    if not v_is_first then
      return null;
    end if;
  end if;
  for v_at in 0 .. tg_nargs - 1 by 3 loop
    v_columns := tg_argv[v_at];
    v_target := format('public.%I', tg_argv[v_at + 1]);
    v_referenced := tg_argv[v_at + 2];
    continue when not row_security_active(v_target);
    if v_has_more then
      execute (
        select format('select not exists (select from written where %s and not exists (select from %s as target where %s))',
          string_agg(format('written.%I is not null', key.own), ' and '), v_target,
          string_agg(format('target.%I = written.%I', key.referenced, key.own), ' and '))
        from unnest(v_columns, v_referenced) as key (own, referenced))
      into v_is_readable;
    else
      v_values := '';
      v_is_same := tg_op = 'UPDATE';
      for v_part in 1 .. cardinality(v_columns) loop
        v_values := v_values || case v_part when 1 then '' else ', ' end || quote_literal(to_jsonb(new) ->> v_columns[v_part]);
        v_is_same := v_is_same and to_jsonb(new) -> v_columns[v_part] = to_jsonb(old) -> v_columns[v_part];
      end loop;
      continue when v_values is null or v_is_same;
      v_check := 'reads_' || md5(v_target || '.' || tg_argv[v_at + 2]);
      loop
        begin
          execute format('execute %I(%s)', v_check, v_values) into v_is_readable;
          exit;
        exception when invalid_sql_statement_name then
          execute (
            select format('prepare %I as select exists (select from %s as target where %s)', v_check, v_target,
              string_agg(format('target.%I = $%s', key.name, key.position), ' and '))
            from unnest(v_referenced) with ordinality as key (name, position));
        end;
      end loop;
    end if;
    if not v_is_readable then
      raise exception 'Cannot reference a row of "%" in "%"."%": it does not exist, or you may not read it',
        tg_argv[v_at + 1], tg_table_name, array_to_string(v_columns, '", "')
        using errcode = '23503', detail = 'reference_not_readable', hint = 'Use the id of a row that you can read.';
    end if;
  end loop;
  return null;
end
$$;

comment on function access.tg_check_references is 'Refuses a reference to a row that the caller may not read.';

revoke all on function access.tg_check_references from public, anon, authenticated, service_role;
grant execute on function access.tg_check_references to app_code;

-- supabase/schemas/access/functions/predicates/tg_keep_created_at.sql
-- tg_keep_created_at: Keeps created_at when a user updates it. It does so without an error, because clients send back whole rows.
-- Fires on: update of created_at on app tables of specs, by a user. Keys, the platform and the app's own SQL may set it.
create or replace function access.tg_keep_created_at()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.created_at := old.created_at;
  return new;
end
$$;

comment on function access.tg_keep_created_at is 'Keeps created_at when a user updates it.';

revoke all on function access.tg_keep_created_at from public, anon, authenticated, service_role;
grant execute on function access.tg_keep_created_at to app_code;

-- supabase/schemas/access/functions/predicates/tg_keep_owner.sql
-- tg_keep_owner: Refuses to give a row to another owner. Where others than the owner may change a row, a policy cannot
-- refuse that: it sees only the new row, and so cannot detect a change of owner.
-- Fires on: update of user_id on shared and read_only app tables, and after any update of them that has changed user_id, because a
-- trigger of the app may change it, too.
-- Errors: 42501 owner_is_fixed.
create or replace function access.tg_keep_owner()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot change the owner of a row of "%": user_id is fixed', tg_table_name
    using errcode = '42501', detail = 'owner_is_fixed', hint = 'Leave user_id out of the update.';
end
$$;

comment on function access.tg_keep_owner is 'Refuses to change user_id.';

revoke all on function access.tg_keep_owner from public, anon, authenticated, service_role;
grant execute on function access.tg_keep_owner to app_code;

-- supabase/schemas/access/functions/predicates/tg_keep_timestamps.sql
-- tg_keep_timestamps: Sets created_at and updated_at of a new row of a user to the current time. It does so without an
-- error, because clients send back whole rows.
-- Fires on: insert into app tables of specs, by a user who sets one of them. Keys, the platform and the app's own
-- SQL may set them.
create or replace function access.tg_keep_timestamps()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.created_at := now();
  new.updated_at := now();
  return new;
end
$$;

comment on function access.tg_keep_timestamps is 'Sets the timestamps of a new row of a user to the current time.';

revoke all on function access.tg_keep_timestamps from public, anon, authenticated, service_role;
grant execute on function access.tg_keep_timestamps to app_code;

-- supabase/schemas/access/functions/removal/delete_rows.sql
-- delete_rows: Deletes rows of an app's table even if other rows reference them: nullable references are set to null, and
-- rows that need a deleted row are deleted too, at any depth. If a plain DELETE succeeds, nothing more is done.
-- Otherwise it collects the rows to delete along the foreign keys in the catalog, whatever raw DDL made of these: any type,
-- several columns, SET NULL or SET DEFAULT that the column or a check rejects. One statement deletes them all, and
-- constraints are checked at its end.
-- Called by: tg_app_members__remove_profiles and platform.finish_account_change.
create or replace function access.delete_rows(app_id bigint, table_name text, column_name text, value uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_root constant oid := to_regclass(format('public.%I', table_name));
  -- References that turned out not to be nullable: their rows are deleted.
  v_needed oid[] := '{}';
  -- The rows to delete, by the oid of their table.
  v_rows jsonb;
  v_found tid[];
  v_link record;
  v_grows boolean;
begin
  begin
    execute format('delete from public.%I where %I = $1', table_name, column_name) using value;
    return;
  exception when others then
    null;
  end;

  -- Each failed attempt finds at least one such reference, or rows that another session added meanwhile.
  <<attempts>>
  for v_attempt in 1 .. 1000 loop
    execute format('select array_agg(ctid) from public.%I where %I = $1', table_name, column_name) into v_found using value;
    if v_found is null then
      return;
    end if;
    v_rows := jsonb_build_object(v_root, v_found::text);
    v_grows := true;
    while v_grows loop
      v_grows := false;
      for v_link in
        select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where link.is_needed
      loop
        execute format(
          'select array_agg(source.ctid) from %s as source '
            'where exists (select from %s as target where target.ctid = any ($1) and %s) and source.ctid <> all ($2)',
          v_link.source, v_link.target, v_link.condition)
        into v_found using (v_rows ->> v_link.target_id::text)::tid[], coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}');
        if v_found is not null then
          v_rows := v_rows || jsonb_build_object(
            v_link.source_id, (coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}') || v_found)::text);
          v_grows := true;
        end if;
      end loop;
    end loop;
    for v_link in
      select * from access.references_to(array(select jsonb_object_keys(v_rows)::oid), v_needed) as link where not link.is_needed
    loop
      begin
        execute format(
          'update %s as source set %I = null '
            'where exists (select from %s as target where target.ctid = any ($1) and %s) and source.ctid <> all ($2)',
          v_link.source, v_link.optional, v_link.target, v_link.condition)
        using (v_rows ->> v_link.target_id::text)::tid[], coalesce((v_rows ->> v_link.source_id::text)::tid[], '{}');
      exception when others then
        v_needed := v_needed || v_link.id;
        continue attempts;
      end;
    end loop;
    begin
      execute (
        select 'with ' || string_agg(format('gone_%s as (delete from %s where ctid = any (%L::tid[]))',
          gone.key, gone.key::oid::regclass, gone.value), ', ') || ' select'
        from jsonb_each_text(v_rows) as gone);
    exception when integrity_constraint_violation then
      continue attempts when v_attempt < 1000;
      raise;
    end;
  end loop;
end
$$;

comment on function access.delete_rows is 'Deletes rows of an app''s table and those that reference them.';

revoke all on function access.delete_rows from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/removal/references_to.sql
-- references_to: Returns the foreign keys to the given tables as (id, source, source_id, target, target_id, condition,
-- optional, is_needed). source and target are table names in SQL; condition tells which rows of source reference a row of
-- target; optional is a column that may become null. is_needed means that the row is deleted with its target, because the
-- key cascades, has no such column, or is listed in needed. Keys that cascade within the trash are omitted: PostgreSQL
-- handles them.
-- Called by: access.delete_rows.
create or replace function access.references_to(tables oid[], needed oid[])
returns table (id oid, source text, source_id oid, target text, target_id oid, condition text, optional text, is_needed boolean)
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select link.oid, link.conrelid::regclass::text, link.conrelid, link.confrelid::regclass::text, link.confrelid, keys.condition,
      keys.optional,
      link.confdeltype = 'c' or keys.optional is null or link.oid = any (needed)
    from pg_catalog.pg_constraint as link
    join pg_catalog.pg_class as relation on relation.oid = link.conrelid
    cross join lateral (
      select string_agg(format('target.%I operator(%I.%s) source.%I',
          theirs.attname, pg_namespace.nspname, pg_operator.oprname, ours.attname), ' and ') as condition,
        min(ours.attname::text) filter (where not ours.attnotnull and ours.attgenerated = '') as optional
      from unnest(link.conkey, link.confkey, link.conpfeqop) as pair (ours, theirs, operator)
      join pg_catalog.pg_attribute as ours on ours.attrelid = link.conrelid and ours.attnum = pair.ours
      join pg_catalog.pg_attribute as theirs on theirs.attrelid = link.confrelid and theirs.attnum = pair.theirs
      join pg_catalog.pg_operator on pg_operator.oid = pair.operator
      join pg_catalog.pg_namespace on pg_namespace.oid = pg_operator.oprnamespace
    ) as keys
    where link.contype = 'f' and link.confrelid = any (tables)
      and not (link.confdeltype = 'c' and relation.relnamespace = 'trash'::regnamespace);
end
$$;

comment on function access.references_to is 'Returns the foreign keys to tables, and what happens to the rows that reference them.';

revoke all on function access.references_to from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/slots/newest_request.sql
-- newest_request: Returns when the newest transaction that has a request slot of the app began, or null if none has one.
-- Called by: wait_for_slot.
create or replace function access.newest_request(app_id bigint, slots bigint)
returns timestamp with time zone
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select max(activity.xact_start)
    from pg_catalog.pg_locks as locks
    cross join lateral pg_stat_get_activity(locks.pid) as activity
    where locks.locktype = 'advisory' and locks.granted and locks.objsubid = 1
      and (locks.classid::bigint << 32) + locks.objid::bigint
        between access.slot_key(newest_request.app_id, 1) and access.slot_key(newest_request.app_id, slots)
  );
end
$$;

comment on function access.newest_request is 'Returns when the newest transaction that has a request slot of the app began.';

revoke all on function access.newest_request from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/slots/refuse_request.sql
-- refuse_request: Refuses a request because all request slots of its app are taken. A request of the Data API gets the same
-- error through SQLSTATE PGRST, with which PostgREST also sets the header Retry-After. A session of Supabase's own services
-- without a request is not refused: Realtime checks a change for the subscribers of all apps in one transaction.
-- Called by: wait_for_slot.
-- Errors: PT429 too_many_requests.
create or replace function access.refuse_request(app_id bigint, slots bigint)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_message constant text := format('Cannot run the request: app %s already has %s running', app_id, slots);
  v_hint constant text := 'Wait a second and send it again; send fewer requests at the same time.';
  v_is_http constant boolean := coalesce(current_setting('request.method', true), '') <> '';
begin
  if v_is_http then
    raise exception using errcode = 'PGRST',
      message = json_build_object('code', 'PT429', 'message', v_message, 'details', 'too_many_requests', 'hint', v_hint),
      detail = '{"status": 429, "headers": {"Retry-After": "1"}}';
  elsif session_user not like 'supabase\_%' then
    raise exception '%', v_message using errcode = 'PT429', detail = 'too_many_requests', hint = v_hint;
  end if;
end
$$;

comment on function access.refuse_request is 'Refuses a request because all request slots of its app are taken.';

revoke all on function access.refuse_request from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/slots/slot_key.sql
-- slot_key: Returns the key of the advisory lock that a request slot of an app is. The keys of an app are consecutive, and no
-- hash is needed for them: an id of an app has ten digits at most. Those of exec_sql are hashes and lie anywhere else.
-- Called by: take_free_slot and newest_request; can_access, can_write and is_app_active spell out the first.
create or replace function access.slot_key(app_id bigint, slot bigint)
returns bigint
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 4611686018427387904 + app_id * 10000 + slot;
end
$$;

comment on function access.slot_key is 'Returns the key of the advisory lock that a request slot of an app is.';

revoke all on function access.slot_key from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/slots/take_free_slot.sql
-- take_free_slot: Takes the first free one of an app's request slots from first to last for the rest of the transaction, and
-- returns its number, or null if none is free.
-- Called by: wait_for_slot.
create or replace function access.take_free_slot(app_id bigint, first bigint, last bigint)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_slot in first..last loop
    if pg_try_advisory_xact_lock(access.slot_key(app_id, v_slot)) then
      return v_slot;
    end if;
  end loop;
  return null;
end
$$;

comment on function access.take_free_slot is 'Takes the first free one of these request slots of an app.';

revoke all on function access.take_free_slot from public, anon, authenticated, service_role;

-- supabase/schemas/access/functions/slots/wait_for_slot.sql
-- wait_for_slot: Takes one of the app's request slots (requests_per_app) for the rest of the transaction, so that the requests
-- of one app cannot hold all connections of the Data API. A slot is an advisory lock, which its session may take again, so a
-- transaction that has a slot keeps it: it is the first one, or the setting appshard.request_slot says which.
-- If no slot is free, a request waits, so that a page may send several short requests at once. A waiting request holds a
-- connection, too. So only as many as there are slots wait for request_wait_ms, all others for a fortieth of that; and the
-- time counts from when the newest request with a slot began, because a slot whose requests are long will not be free soon.
-- Called by: can_access, can_write and is_app_active, which every statement on an app's tables evaluates, if the first slot
-- is taken.
-- Errors: PT429 too_many_requests.
create or replace function access.wait_for_slot(app_id bigint)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_slots constant bigint := greatest(platform.limit_of('requests_per_app'), 1);
  v_wait interval := make_interval(secs => platform.limit_of('request_wait_ms') / 1000.0);
  v_own constant text[] := string_to_array(nullif(current_setting('appshard.request_slot', true), ''), ' ');
  v_slot bigint;
  v_until timestamp with time zone;
begin
  if v_own[1] = app_id::text then
    v_slot := access.take_free_slot(app_id, v_own[2]::bigint, least(v_own[2]::bigint, v_slots));
    if v_slot is not null then
      return;
    end if;
  end if;
  loop
    v_slot := access.take_free_slot(app_id, 1, v_slots);
    if v_slot is not null then
      perform set_config('appshard.request_slot', app_id || ' ' || v_slot, true);
      return;
    end if;
    if v_until is null then
      -- The places to wait are the locks after those of the slots.
      v_wait := case when access.take_free_slot(app_id, v_slots + 1, 2 * v_slots) is null then v_wait / 40 else v_wait end;
      v_until := least(clock_timestamp(), access.newest_request(app_id, v_slots)) + v_wait;
    end if;
    exit when clock_timestamp() >= v_until;
    perform pg_sleep(0.002);
  end loop;
  perform access.refuse_request(app_id, v_slots);
end
$$;

comment on function access.wait_for_slot is 'Takes one of the app''s request slots, after a short wait if need be.';

revoke all on function access.wait_for_slot from public, anon, authenticated, service_role;

-- supabase/schemas/access/operators.sql
-- operators: The operators || for submitted SQL, one for each of PostgreSQL's own, which call capped functions. sandbox.rewrite puts
-- them in place of ||. Those of extensions come with platform.adopt_operators.
create operator access.|| (function = access.anytextcat, leftarg = anynonarray, rightarg = text);

comment on operator access.|| (anynonarray, text) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_append, leftarg = anycompatiblearray, rightarg = anycompatible);

comment on operator access.|| (anycompatiblearray, anycompatible) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_cat, leftarg = anycompatiblearray, rightarg = anycompatiblearray);

comment on operator access.|| (anycompatiblearray, anycompatiblearray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_prepend, leftarg = anycompatible, rightarg = anycompatiblearray);

comment on operator access.|| (anycompatible, anycompatiblearray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.bitcat, leftarg = bit varying, rightarg = bit varying);

comment on operator access.|| (bit varying, bit varying) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.byteacat, leftarg = bytea, rightarg = bytea);

comment on operator access.|| (bytea, bytea) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.jsonb_concat, leftarg = jsonb, rightarg = jsonb);

comment on operator access.|| (jsonb, jsonb) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.textanycat, leftarg = text, rightarg = anynonarray);

comment on operator access.|| (text, anynonarray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.textcat, leftarg = text, rightarg = text);

comment on operator access.|| (text, text) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = pg_catalog.tsquery_or, leftarg = tsquery, rightarg = tsquery);

comment on operator access.|| (tsquery, tsquery) is 'Works as in PostgreSQL.';

create operator access.|| (function = access.tsvector_concat, leftarg = tsvector, rightarg = tsvector);

comment on operator access.|| (tsvector, tsvector) is 'Works like || in PostgreSQL, capped at ten million bytes.';
