-- canonical_type: returns the canonical name of a column type in a spec (timestamptz for datetime), or null. vector(384) is returned
-- unchanged; an index of pgvector holds at most 2,000 dimensions.
create or replace function platform.canonical_type(type text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when type ~ '^vector\([1-9][0-9]{0,3}\)$' and substring(type from '\d+')::integer <= 2000 then type
    when type <> 'vector' then (select column_types.canonical from platform.column_types where column_types.name = type)
  end;
end
$$;

comment on function platform.canonical_type is 'The canonical name of a column type, or null.';

revoke all on function platform.canonical_type from public, anon, authenticated, service_role;
