-- written_names: Returns tokens as they are written in a statement, for what a body assigns.
-- Called by: assigned_names and read_plpgsql.
create or replace function sandbox.written_names(kinds "char"[], words text[], first integer, last integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(case kinds[place] when 'q' then quote_ident(sandbox.bare_name(words[place])) else words[place] end, ' '
      order by place)
    from generate_series(first, last) as place);
end
$$;

comment on function sandbox.written_names is 'Returns tokens as they are written in a statement.';

revoke all on function sandbox.written_names from public, anon, authenticated, service_role;
