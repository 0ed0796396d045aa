-- on_delete_ddl: Returns SQL that applies ON DELETE to restored rows whose target was deleted meanwhile: they are deleted
-- if the reference cascades or is required, and lose the reference otherwise.
create or replace function platform.on_delete_ddl(app_id bigint, table_name text, spec jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_where constant text := format('where %1$I is not null and not exists (select from public.%2$I as target where target.id = %3$I.%1$I);',
    spec ->> 'name', platform.app_object(app_id, spec -> 'references' ->> 'table'), platform.app_object(app_id, table_name));
begin
  return case when platform.canonical_reference(spec) ->> 'on_delete' = 'cascade' or spec -> 'required' = 'true'
    then format('delete from public.%I ', platform.app_object(app_id, table_name))
    else format('update public.%I set %I = null ', platform.app_object(app_id, table_name), spec ->> 'name')
  end || v_where;
end
$$;

comment on function platform.on_delete_ddl is 'Returns SQL that applies ON DELETE to restored rows whose target was deleted.';

revoke all on function platform.on_delete_ddl from public, anon, authenticated, service_role;
