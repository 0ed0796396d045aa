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
