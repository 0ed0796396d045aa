-- supabase/schemas/data_api/schema.sql
-- data_api: Holds what the Data API calls by itself: the function before each request.
-- Not exposed, so nobody calls it as a remote procedure. Every role of the Data API has USAGE, because PostgREST calls the
-- function as the role of the request.
create schema if not exists data_api;

comment on schema data_api is 'What the Data API calls by itself before each request. Not exposed.';

revoke all on schema data_api from public, anon, authenticated, service_role;
grant usage on schema data_api to anon, authenticated, service_role, app_service;

-- supabase/schemas/data_api/functions/check_request.sql
-- check_request: Refuses requests that would return what the query planner knows: planned and estimated counts, and plans. The
-- planner reads the statistics of all rows, also of those that row-level security hides.
-- Called by: the Data API in the transaction of each request, as its role (pgrst.db_pre_request; see settings.sql).
-- Security: invoker. The refusal does not look at the path, so no spelling avoids it. request.headers has only the last of several
-- Prefer headers while PostgREST obeys all of them; access.is_not_explained refuses what passes here.
-- It also runs the sign-up code that waits for the user, if the request may write, and takes a request slot of the app (enter_app).
-- Errors: PT403 planner_estimate_refused, PT429 too_many_requests.
create or replace function data_api.check_request()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_headers constant json := nullif(current_setting('request.headers', true), '');
begin
  -- No code of an app runs yet, whatever the connection was left with (see access.passes_row_security).
  perform set_config('default_transaction_deferrable', 'off', true);
  -- service_role bypasses row-level security, so no row is hidden from it.
  if current_user = 'service_role' then
    return;
  end if;
  if v_headers ->> 'prefer' ~* 'planned|estimated' or v_headers ->> 'accept' ~* 'vnd\.pgrst\.plan' then
    raise exception 'Cannot return an estimate of the query planner: it counts rows that the request may not read'
      using errcode = 'PT403', detail = 'planner_estimate_refused', hint = 'Ask for an exact count, or for none.';
  end if;
  if current_user = 'authenticated' and current_setting('transaction_read_only') = 'off' then
    perform data_api.finish_sign_ups();
  end if;
  perform data_api.enter_app(current_setting('request.path', true));
end
$$;

comment on function data_api.check_request is
  'Refuses requests of users and keys for planned and estimated counts, and for plans; runs sign-up code; takes a request slot.';

revoke all on function data_api.check_request from public, anon, authenticated, service_role;
grant execute on function data_api.check_request to anon, authenticated, service_role, app_service;

-- supabase/schemas/data_api/functions/enter_app.sql
-- enter_app: Takes one of the request slots of the app whose table or view a path names. The policies of the app's tables take
-- one, too, but only when they are evaluated: a view can work for seconds before that, or read no table at all.
-- Every character of the path may be percent-encoded.
-- Called by: check_request.
-- Security: definer, because requests have no access to the schema access. It returns nothing.
-- Errors: PT429 too_many_requests.
create or replace function data_api.enter_app(path text)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_path text := path;
  v_character text;
  v_app_id bigint;
begin
  if strpos(v_path, '%') > 0 then
    foreach v_character in array '{/,a,p,_,0,1,2,3,4,5,6,7,8,9}'::text[] loop
      v_path := replace(replace(v_path, '%' || to_hex(ascii(v_character)), v_character),
        '%' || upper(to_hex(ascii(v_character))), v_character);
    end loop;
  end if;
  v_app_id := substring(v_path from '^/+app_([0-9]{1,10})_');
  if v_app_id is not null then
    perform access.is_app_active(v_app_id);
  end if;
end
$$;

comment on function data_api.enter_app is 'Takes one of the request slots of the app whose table or view a path names.';

revoke all on function data_api.enter_app from public, anon, authenticated, service_role;
grant execute on function data_api.enter_app to anon, authenticated, app_service;

-- supabase/schemas/data_api/functions/finish_sign_ups.sql
-- finish_sign_ups: Runs the sign-up code that waits for the signed-in user, before a request that may write. Usually it ran before the
-- first token (access.custom_access_token); this is for users who had a token before they joined.
-- Called by: check_request.
-- Security: definer, because requests have no access to the registry. It acts only for auth.uid(), and returns nothing.
create or replace function data_api.finish_sign_ups()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id constant uuid := auth.uid();
begin
  if exists (select from platform.pending_sign_ups where pending_sign_ups.user_id = v_user_id and pending_sign_ups.attempts < 3) then
    perform platform.finish_sign_ups_of(v_user_id);
  end if;
end
$$;

comment on function data_api.finish_sign_ups is 'Runs the sign-up code that waits for the signed-in user.';

revoke all on function data_api.finish_sign_ups from public, anon, authenticated, service_role;
grant execute on function data_api.finish_sign_ups to authenticated;

-- supabase/schemas/data_api/settings.sql
-- The settings of the Data API that Appshard relies on. PostgREST reads them from its own role, authenticator.
--   db_pre_request  the function that it calls before each request
--   openapi_mode    the root path lists no tables: it would list those of every app to anybody who is signed in
-- On a hosted project postgres may set them. Where it may not, verify_shard returns a finding with the statement to run.
do $$
begin
  alter role authenticator set pgrst.db_pre_request = 'data_api.check_request';
  alter role authenticator set pgrst.openapi_mode = 'disabled';
exception when insufficient_privilege then
  raise notice 'postgres may not set pgrst.*: verify_shard says what to run as another role';
end
$$;

-- How long a request may last as a whole. statement_timeout does not bind what runs at COMMIT, such as a deferred trigger of an app,
-- nor the statements of a request together: the function before it and the request itself, each within statement_timeout (3 s, 8 s).
do $$
begin
  alter role anon set transaction_timeout = '10s';
  alter role authenticated set transaction_timeout = '20s';
  alter role app_service set transaction_timeout = '20s';
exception when insufficient_privilege then
  raise notice 'postgres may not set transaction_timeout: verify_shard says what to run as another role';
end
$$;

notify pgrst, 'reload config';
