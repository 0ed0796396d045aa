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
