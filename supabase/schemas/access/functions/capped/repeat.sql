-- repeat: Works like PostgreSQL's repeat, for submitted SQL, but refuses to build more than a million characters:
-- PostgreSQL's own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced repeat, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.repeat(string text, number integer)
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
  if char_length(string)::bigint * greatest(number, 0) > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Repeat it fewer times.';
  end if;
  if octet_length(string)::bigint * number > 10000 then
    v_is_counted := access.count_bytes(octet_length(string)::bigint * number);
  end if;
  return repeat(string, number);
end
$$;

comment on function access.repeat is 'Works like repeat in PostgreSQL, capped at a million characters.';

revoke all on function access.repeat from public, anon, authenticated, service_role;
grant execute on function access.repeat to anon, authenticated, service_role, app_service, app_code;
