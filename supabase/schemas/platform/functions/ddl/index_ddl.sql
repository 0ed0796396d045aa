-- index_ddl: Returns the indexes of a valid spec's table as (name, columns, is_unique, ddl). The first leads with user_id:
-- policies compare it, the foreign key to the profile needs it, and with created_at it also serves a user's newest rows.
create or replace function platform.index_ddl(app_id bigint, spec jsonb)
returns table (name text, columns text[], is_unique boolean, ddl text)
language plpgsql
stable
rows 4
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, spec ->> 'name');
begin
  return query
    select named.name, named.columns, named.is_unique,
      format('create %s %I on public.%I (%s);',
        case when named.is_unique then 'unique index' else 'index' end, named.name, v_table, named.list)
    from (
      select '{user_id,created_at}'::text[] as columns, false as is_unique, 'user_id, created_at desc' as list,
        platform.derived_name(v_table, '{user_id,created_at}', 'idx') as name
      union all
      select columns.names, unique_index.yes, columns.list,
        platform.derived_name(v_table, columns.names, case when unique_index.yes then 'key' else 'idx' end)
      from platform.declared_indexes(spec) as declared (item)
      cross join lateral (select coalesce(item -> 'unique' in ('true', '"app"'), false)) as unique_index (yes)
      cross join lateral (
        select array_agg(element.name order by element.position) as names,
          string_agg(format('%I', element.name), ', ' order by element.position) as list
        from jsonb_array_elements_text(item -> 'columns') with ordinality as element (name, position)
      ) as columns
    ) as named;
end
$$;

comment on function platform.index_ddl is 'Returns the indexes of a spec''s table.';

revoke all on function platform.index_ddl from public, anon, authenticated, service_role;
