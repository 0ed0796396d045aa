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
