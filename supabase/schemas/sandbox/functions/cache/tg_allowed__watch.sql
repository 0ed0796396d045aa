-- tg_allowed__watch: Gives the guard a new version when an allow-list or a limit changes.
-- Fires on: every change of allowed_functions, allowed_statements and platform.settings.
create or replace function sandbox.tg_allowed__watch()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.refresh_guard_state();
  return null;
end
$$;

comment on function sandbox.tg_allowed__watch is 'Gives the guard a new version.';

revoke all on function sandbox.tg_allowed__watch from public, anon, authenticated, service_role;

create or replace trigger watch
after insert or update or delete or truncate on sandbox.allowed_functions
for each statement execute function sandbox.tg_allowed__watch();

create or replace trigger watch
after insert or update or delete or truncate on sandbox.allowed_statements
for each statement execute function sandbox.tg_allowed__watch();

-- What was accepted under a larger limit is not accepted from the cache under a smaller one.
create or replace trigger watch
after insert or update or delete or truncate on platform.settings
for each statement execute function sandbox.tg_allowed__watch();
