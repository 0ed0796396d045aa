-- undo_dry_run: ends the block that did all of a dry run, which undoes it. Whoever calls it catches DRY00 and returns what was done.
-- Errors: DRY00 dry_run.
create or replace function platform.undo_dry_run()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'dry run' using errcode = 'DRY00';
end
$$;

comment on function platform.undo_dry_run is 'Ends the block that did all of a dry run, which undoes it.';

revoke all on function platform.undo_dry_run from public, anon, authenticated, service_role;
