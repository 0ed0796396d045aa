-- require_page: Raises where a page cannot have the given size; what says what is listed.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_page(page_size integer, what text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if page_size is null or page_size not between 1 and 200 then
    raise exception 'Cannot list %: page_size must be between 1 and 200', what
      using errcode = '22023', detail = 'invalid_argument', hint = 'Ask for smaller pages.';
  end if;
end
$$;

comment on function platform.require_page is 'Raises where a page cannot have the given size.';

revoke all on function platform.require_page from public, anon, authenticated, service_role;
