-- metered: Returns its argument and counts its bytes for the running statement. It refuses if there are more than 64 MiB in
-- total: an aggregate holds all that it was given, and PostgreSQL bounds neither its memory nor that of its copies.
-- Called by: submitted SQL, including views and policies, where sandbox.rewrite puts it around what string_agg, array_agg,
-- json_agg, their siblings and array(select …) collect.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.metered(value anyelement)
returns anyelement
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes bigint := pg_column_size(value);
  v_is_counted boolean;
begin
  -- A value of more than a hundred bytes may be compressed.
  if v_bytes > 100 then
    v_bytes := octet_length(value::text);
  end if;
  v_is_counted := access.count_bytes(v_bytes);
  return value;
end
$$;

comment on function access.metered is 'Returns its argument and counts its bytes for the running statement.';

revoke all on function access.metered from public, anon, authenticated, service_role;
grant execute on function access.metered to anon, authenticated, service_role, app_service, app_owner;
