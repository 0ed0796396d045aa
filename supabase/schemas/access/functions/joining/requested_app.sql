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
