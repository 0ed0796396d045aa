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
