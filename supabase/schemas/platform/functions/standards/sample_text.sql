-- sample_text: Returns a text that a column of this name might hold, with a length between the two; any length if max_length is null.
create or replace function platform.sample_text(name text, min_length integer, max_length integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_text constant text := case
    when name ~ '(^|_)e?mail' then 'ada@example.com'
    when name ~ '(^|_)(url|link|website)($|_)' then 'https://example.com'
    else platform.one_line(initcap(replace(name, '_', ' ')))
  end;
begin
  return left(rpad(v_text, greatest(char_length(v_text), min_length), '.'), coalesce(max_length, 10000));
end
$$;

comment on function platform.sample_text is 'Returns a text that a column of this name might hold.';

revoke all on function platform.sample_text from public, anon, authenticated, service_role;
