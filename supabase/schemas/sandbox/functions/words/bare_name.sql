-- bare_name: Returns a name without the quotes that check_statement leaves around it.
create or replace function sandbox.bare_name(word text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when word like '"%"' and char_length(word) > 1 then substr(word, 2, char_length(word) - 2) else word end;
end
$$;

comment on function sandbox.bare_name is 'Returns a name without its quotes.';

revoke all on function sandbox.bare_name from public, anon, authenticated, service_role;
