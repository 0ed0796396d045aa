-- rename_reference: Returns the description of a table or column with its references to one table pointing to another.
create or replace function platform.rename_reference(described jsonb, old_name text, new_name text)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when described ? 'columns' then jsonb_set(described, '{columns}', (
      select jsonb_agg(platform.rename_reference(item, old_name, new_name) order by position)
      from jsonb_array_elements(described -> 'columns') with ordinality as element (item, position)))
    when described #>> '{references,table}' = old_name then jsonb_set(described, '{references,table}', to_jsonb(new_name))
    else described
  end;
end
$$;

comment on function platform.rename_reference is 'Returns a description with its references to one table pointing to another.';

revoke all on function platform.rename_reference from public, anon, authenticated, service_role;
