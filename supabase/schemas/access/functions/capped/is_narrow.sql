-- is_narrow: Returns true for the bytes of a row that a call may return, and refuses more than 4 MiB.
-- Called by: queries of exec_sql that sandbox.bounded_query wrapped.
-- Errors: 54000 result_too_large.
create or replace function access.is_narrow(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 4194304 then
    raise exception 'Cannot return the row: it has more than 4194304 bytes'
      using errcode = '54000', detail = 'result_too_large', hint = 'Select fewer columns, or shorter values with left().';
  end if;
  return true;
end
$$;

comment on function access.is_narrow is 'Returns true for the bytes of a row that a call may return.';

revoke all on function access.is_narrow from public, anon, authenticated, service_role;
grant execute on function access.is_narrow to app_owner;
