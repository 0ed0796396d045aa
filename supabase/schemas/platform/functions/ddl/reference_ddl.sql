-- reference_ddl: Returns the foreign keys of a valid spec as ALTER TABLE statements. Run them once all tables of the schema
-- exist: references may be circular. Without on_delete, a required reference cascades and an optional one is set to null.
create or replace function platform.reference_ddl(app_id bigint, spec jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(string_agg(format(
      'alter table public.%1$I add constraint %2$I foreign key (%3$I) references public.%4$I (id) on delete %5$s;',
      platform.app_object(app_id, spec ->> 'name'),
      platform.derived_name(platform.app_object(app_id, spec ->> 'name'), array[item ->> 'name'], 'fkey'),
      item ->> 'name',
      platform.app_object(app_id, item -> 'references' ->> 'table'),
      replace(coalesce(item -> 'references' ->> 'on_delete',
        case when item -> 'required' = 'true' then 'cascade' else 'set_null' end), '_', ' ')), ''), '')
    from jsonb_array_elements(spec -> 'columns') as element (item)
    where item ? 'references'
  );
end
$$;

comment on function platform.reference_ddl is 'Returns the foreign keys of a spec as ALTER TABLE statements.';

revoke all on function platform.reference_ddl from public, anon, authenticated, service_role;
