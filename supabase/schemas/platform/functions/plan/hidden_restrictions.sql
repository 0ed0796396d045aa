-- hidden_restrictions: Returns the references with on_delete restrict of the desired tables whose rows not every member reads, to
-- tables whose rows every member reads, as (table_name, column_name, warning): who deletes there may not see what is in the way.
create or replace function platform.hidden_restrictions(app_id bigint, desired jsonb)
returns table (table_name text, column_name text, warning text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  if not jsonb_path_exists(desired, '$[*].columns[*] ? (@.references.on_delete == "restrict")') then
    return;
  end if;
  return query
    select source.name, col ->> 'name', format(
      'Nobody can delete a row of "%1$s" to which a row of "%2$s" refers by "%3$s", and who deletes it may not see that row: '
      'use on_delete cascade or set_null if members delete rows of "%1$s".', target.name, source.name, col ->> 'name')
    from jsonb_array_elements(desired) as element (item)
    cross join lateral (
      select item ->> 'name' as name, platform.canonical_scope(item ->> 'scope') as scope) as source
    cross join lateral jsonb_array_elements(item -> 'columns') as part (col)
    cross join lateral (select col #>> '{references,table}' as name) as target
    cross join lateral (
      select coalesce(
        (
          select platform.canonical_scope(other ->> 'scope')
          from jsonb_array_elements(desired) as others (other) where other ->> 'name' = target.name
        ),
        (
          select app_tables.scope from platform.app_tables
          where app_tables.app_id = hidden_restrictions.app_id and app_tables.name = target.name
        )) as scope
    ) as referred
    where col #>> '{references,on_delete}' = 'restrict'
      and not platform.is_read_by_members(source.scope) and platform.is_read_by_members(referred.scope)
      and referred.scope <> 'profile';
end
$$;

comment on function platform.hidden_restrictions is 'Returns the references that restrict a table for members who may not see why.';

revoke all on function platform.hidden_restrictions from public, anon, authenticated, service_role;
