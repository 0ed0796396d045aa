-- rpad: Works like PostgreSQL's rpad, for submitted SQL, but refuses to build more than a million characters: PostgreSQL's
-- own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced rpad, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.rpad(string text, length integer, fill text default ' ')
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
begin
  if length > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Use a smaller length.';
  end if;
  if length > 10000 then
    v_is_counted := access.count_bytes(length);
  end if;
  return rpad(string, length, fill);
end
$$;

comment on function access.rpad is 'Works like rpad in PostgreSQL, capped at a million characters.';

revoke all on function access.rpad from public, anon, authenticated, service_role;
grant execute on function access.rpad to anon, authenticated, service_role, app_service, app_code;
