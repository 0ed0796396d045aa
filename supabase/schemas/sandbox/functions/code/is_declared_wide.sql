-- is_declared_wide: Returns whether a declaration of PL/pgSQL gives its variable a value that may be long. A block that calls itself holds
-- the variables of every level, and PostgreSQL computes a constant expression once, so that count_bytes counts it once.
-- Called by: read_plpgsql.
create or replace function sandbox.is_declared_wide(kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_default integer;
begin
  if sandbox.cursor_at(words, first) is not null then
    return false;
  end if;
  select min(place) into v_default from generate_series(first + 1, last) as place where words[place] in ('=', 'default');
  return v_default is not null and not sandbox.is_short(kinds, words, v_default + 1, last);
end
$$;

comment on function sandbox.is_declared_wide is 'Returns whether a declaration gives its variable a value that may be long.';

revoke all on function sandbox.is_declared_wide from public, anon, authenticated, service_role;
