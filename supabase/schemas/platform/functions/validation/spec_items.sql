-- spec_items: returns the items of a list in a spec. Returns [] where the list is missing, not an array, or over its maxItems:
-- field_problems reports these, and nothing in such a list is checked.
create or replace function platform.spec_items(spec jsonb, fields jsonb, key text)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when jsonb_typeof(spec -> key) is distinct from 'array' then '[]'
    when jsonb_array_length(spec -> key) > (fields -> key ->> 'maxItems')::integer then '[]'
    else spec -> key
  end;
end
$$;

comment on function platform.spec_items is 'The items of a list in a spec, or [] where the list itself has a problem.';

revoke all on function platform.spec_items from public, anon, authenticated, service_role;
