-- discard_restored: Removes from the trash what a schema change has restored.
create or replace function platform.discard_restored(app_id bigint, restores jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_dropped bigint;
begin
  for v_dropped in
    delete from platform.dropped_objects using jsonb_array_elements(restores) as restored (item)
    where dropped_objects.app_id = discard_restored.app_id and dropped_objects.id = (restored.item ->> 'id')::bigint
    returning dropped_objects.id
  loop
    perform sandbox.run_as_app(app_id, format('drop table trash.%I', platform.app_object(app_id, v_dropped::text)));
  end loop;
end
$$;

comment on function platform.discard_restored is 'Removes from the trash what was restored.';

revoke all on function platform.discard_restored from public, anon, authenticated, service_role;
