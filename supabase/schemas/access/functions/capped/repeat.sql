-- repeat: what repeat is in PostgreSQL, for submitted SQL: its result has a million characters at most, where PostgreSQL itself
-- would fill a gigabyte of the shard's memory with one call.
-- Security: invoker. Called in place of repeat by what sandbox.rewrite lets through, also from views, defaults and policies.
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
    raise exception 'Cannot make a text of more than 1000000 characters'
      using errcode = '54000', detail = 'result_too_large', hint = 'Make a shorter text.';
  end if;
  return repeat(string, number);
end
$$;

comment on function access.repeat is 'What repeat is in PostgreSQL, capped at a million characters.';

revoke all on function access.repeat from public, anon, authenticated, service_role;
grant execute on function access.repeat to anon, authenticated, service_role, app_service, app_owner;
