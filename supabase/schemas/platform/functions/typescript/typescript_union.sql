-- typescript_union: Returns a list of texts as a union of string literals, or null for null.
create or replace function platform.typescript_union(labels jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if labels is null then
    return null;
  end if;
  return (
    select string_agg(platform.typescript_string(label), ' | ' order by position)
    from jsonb_array_elements_text(labels) with ordinality as element (label, position)
  );
end
$$;

comment on function platform.typescript_union is 'Returns a list of texts as a union of string literals.';

revoke all on function platform.typescript_union from public, anon, authenticated, service_role;
