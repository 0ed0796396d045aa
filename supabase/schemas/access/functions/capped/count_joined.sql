-- count_joined: Counts what a concatenation or another function builds, and refuses more than ten million bytes. It
-- counts a quarter, because a loop may lengthen a string step by step, which frees the former ones.
-- Called by: the functions that join strings, arrays and documents.
-- Errors: 54000 result_too_large.
create or replace function access.count_joined(bytes bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if bytes > 10000000 then
    raise exception 'Cannot build the value: it would have more than 10000000 bytes'
      using errcode = '54000', detail = 'result_too_large', hint = 'Join fewer or shorter values.';
  end if;
  return access.count_bytes(bytes / 4);
end
$$;

comment on function access.count_joined is 'Counts what a concatenation builds, up to ten million bytes.';

revoke all on function access.count_joined from public, anon, authenticated, service_role;
