-- repeat: Works like PostgreSQL's repeat, for submitted SQL, but refuses to build more than a million characters:
-- PostgreSQL's own function can fill a gigabyte of the shard's memory with one call.
-- Called by: submitted SQL in which sandbox.rewrite replaced repeat, including views, defaults and policies.
-- Security: invoker.
-- Errors: 54000 result_too_large.
create or replace function access.repeat(string text, number integer)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(string)::bigint * greatest(number, 0) > 1000000 then
    raise exception 'Cannot build the string: it would have more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Repeat it fewer times.';
  end if;
  return repeat(string, number);
end
$$;

comment on function access.repeat is 'Works like repeat in PostgreSQL, capped at a million characters.';

revoke all on function access.repeat from public, anon, authenticated, service_role;
grant execute on function access.repeat to anon, authenticated, service_role, app_service, app_owner;
