-- one_line: Returns text written by people on one line, cut to 500 characters; an empty string for null. Every run of
-- whitespace, control characters, U+2028, U+2029 and characters that change the writing direction becomes one space.
create or replace function platform.one_line(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return btrim(left(regexp_replace(coalesce(value, ''),
    '[\s\u0001-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+', ' ', 'g'), 500));
end
$$;

comment on function platform.one_line is 'Returns text written by people on one line.';

revoke all on function platform.one_line from public, anon, authenticated, service_role;
