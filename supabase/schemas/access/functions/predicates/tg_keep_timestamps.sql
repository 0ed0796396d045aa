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
