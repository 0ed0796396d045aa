-- table_ids: Returns the ids of tables of an app by their short names; those that do not exist are omitted.
create or replace function platform.table_ids(app_id bigint, names text[])
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  return array(
    select pg_class.oid from pg_catalog.pg_class
    where pg_class.relnamespace = 'public'::regnamespace
      and pg_class.relname = any (array(select (v_prefix || name)::name from unnest(names) as name)));
end
$$;

comment on function platform.table_ids is 'Returns the ids of tables of an app by their short names.';

revoke all on function platform.table_ids from public, anon, authenticated, service_role;
