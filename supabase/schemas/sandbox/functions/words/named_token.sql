-- named_token: Returns the position of the first token of a statement that one of these names begins at, or null. The first
-- name that is found decides. A name is words joined by spaces; a literal is found by its content.
-- Called by: failed_at.
create or replace function sandbox.named_token(words text[], kinds "char"[], names text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
  v_parts text[];
  v_at integer;
begin
  foreach v_name in array names loop
    v_parts := array[v_name, lower(v_name collate "C"), quote_literal(v_name)];
    select min(place) into v_at from unnest(v_parts) as form (word), unnest(array_positions(words, form.word)) as place;
    if v_at is null and strpos(v_name, ' . ') > 0 then
      v_parts := string_to_array(v_name, ' ');
      select min(place) into v_at from unnest(array_positions(words, v_parts[1])) as place
      where words[place:place + cardinality(v_parts) - 1] = v_parts;
    end if;
    exit when v_at is not null;
  end loop;
  return v_at;
end
$$;

comment on function sandbox.named_token is 'Returns the position of the first token that one of these names begins at.';

revoke all on function sandbox.named_token from public, anon, authenticated, service_role;
