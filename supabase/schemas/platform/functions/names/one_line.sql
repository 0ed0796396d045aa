-- one_line: a text that people wrote, on one line and 500 characters long at most; an empty text for null. Control
-- characters, U+2028, U+2029 and signs that turn the direction of writing become blanks.
create or replace function platform.one_line(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return btrim(left(regexp_replace(coalesce(value, ''), '[\s\u0001-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+', ' ', 'g'), 500));
end
$$;

comment on function platform.one_line is 'A text that people wrote, on one line.';

revoke all on function platform.one_line from public, anon, authenticated, service_role;
