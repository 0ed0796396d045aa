-- raise_lock_error: Reports that tables of an app could not be locked, and which sessions hold which of them.
-- Errors: 55P03 lock_not_available.
create or replace function platform.raise_lock_error(app_id bigint, message text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_holders text;
begin
  select string_agg(distinct format('session %s holds %s on "%s"', pg_locks.pid, pg_locks.mode, relation.relname), ', ') into v_holders
  from pg_catalog.pg_locks
  join pg_catalog.pg_class as relation on relation.oid = pg_locks.relation
  where pg_locks.granted and pg_locks.pid <> pg_backend_pid() and relation.relkind = 'r'
    and relation.oid in (select app_relation.oid from platform.app_relations(app_id) as app_relation);
  raise exception 'Cannot change the schema of app %: %', raise_lock_error.app_id, coalesce(v_holders, message)
    using errcode = '55P03', detail = 'lock_not_available', hint = 'Try again when no other session uses the tables; nothing was changed.';
end
$$;

comment on function platform.raise_lock_error is 'Reports that tables of an app could not be locked.';

revoke all on function platform.raise_lock_error from public, anon, authenticated, service_role;
