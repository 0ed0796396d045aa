-- required_circles: Returns the columns of the desired tables whose required references lead back to their own table, as
-- (table_name, column_name, warning): each circle of tables in which no row can be the first. The other tables of the app are
-- read from the catalog, apart from the dropped ones; renames maps the current names of tables to their new ones.
create or replace function platform.required_circles(app_id bigint, desired jsonb, drops text[], renames jsonb)
returns table (table_name text, column_name text, warning text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  if not jsonb_path_exists(desired, '$[*].columns[*] ? (@.required == true && exists(@.references) && @.references.table != "users")') then
    return;
  end if;
  return query
    with recursive required as materialized (
      select item ->> 'name' as origin, col ->> 'name' as named, col #>> '{references,table}' as target
      from jsonb_array_elements(desired) as element (item)
      cross join lateral jsonb_array_elements(item -> 'columns') as part (col)
      where col -> 'required' = 'true' and col #>> '{references,table}' <> 'users'
      union
      select app_tables.name, attribute.attname::text, coalesce(renames ->> target.short, target.short)
      from platform.app_tables
      join pg_catalog.pg_constraint as rule on rule.conrelid = to_regclass(format('public.%I', v_prefix || app_tables.name))
      join pg_catalog.pg_attribute as attribute
        on attribute.attrelid = rule.conrelid and attribute.attnum = rule.conkey[1] and attribute.attnotnull
      join pg_catalog.pg_class as referred on referred.oid = rule.confrelid
      cross join lateral (select right(referred.relname, -char_length(v_prefix)) as short) as target
      where app_tables.app_id = required_circles.app_id and rule.contype = 'f' and target.short <> 'users'
        and app_tables.name <> all (drops) and not renames ? app_tables.name
        and app_tables.name not in (select jsonb_path_query(desired, '$[*].name') #>> '{}')
    ), reach as (
      select required.origin, required.target as reached from required
      union
      select reach.origin, required.target from reach join required on required.origin = reach.reached
    ), circle as (
      -- All that lead to each other have the same first table.
      select required.origin, required.named, (
        select min(there.reached) from reach as there
        join reach as back on back.origin = there.reached and back.reached = there.origin
        where there.origin = required.origin) as first
      from required
      where exists (select from reach where reach.origin = required.target and reach.reached = required.origin)
    ), told as (
      select circle.first,
        string_agg(distinct format('"%s"', circle.origin), ', ') as tables,
        string_agg(format('"%s.%s"', circle.origin, circle.named), ', ' order by circle.origin, circle.named) as columns,
        count(distinct circle.origin) as count
      from circle group by circle.first
    )
    select circle.origin, circle.named, case when told.count = 1
      then format('No first row can be inserted into table %s, which requires a row of its own: make %s optional.',
        told.tables, told.columns)
      else format('No first row can be inserted into the tables %s, which require each other: make one of the columns %s optional.',
        told.tables, told.columns) end
    from circle join told on told.first = circle.first;
end
$$;

comment on function platform.required_circles is 'Returns the columns whose required references lead back to their own table.';

revoke all on function platform.required_circles from public, anon, authenticated, service_role;
