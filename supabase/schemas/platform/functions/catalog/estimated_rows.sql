-- estimated_rows: Estimates how many rows a table in public has, from the planner's statistics, or from its size if it has
-- none.
create or replace function platform.estimated_rows(full_name text)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant oid := to_regclass(format('public.%I', full_name));
begin
  return (
    select case when relation.reltuples >= 0 and relation.relpages > 0
      -- Statistics say how full a page is; the file's size says how many pages there are now.
      then (relation.reltuples / relation.relpages * (pg_relation_size(v_id) / 8192))::bigint
      else pg_relation_size(v_id) / 100 end
    from pg_catalog.pg_class as relation where relation.oid = v_id
  );
end
$$;

comment on function platform.estimated_rows is 'Estimates how many rows a table has.';

revoke all on function platform.estimated_rows from public, anon, authenticated, service_role;
