-- list_apps: Returns a page of apps in the order of their ids, {apps, next_after_id}. Pass next_after_id as after_id to get
-- the next page; it is null on the last one. Later pages cost no more than the first.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: 22023 invalid_argument.
create or replace function platform.list_apps(page_size integer default 50, after_id bigint default 0, status text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_apps jsonb;
begin
  perform platform.require_page(page_size, 'apps');
  if status not in ('active', 'suspended', 'deleted') then
    raise exception 'Cannot list apps: status must be active, suspended or deleted'
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the status, or omit it to list all apps.';
  end if;
  select coalesce(jsonb_agg(platform.app_json(page) order by page.id), '[]') into v_apps
  from (
    select apps.* from platform.apps
    where apps.id > coalesce(list_apps.after_id, 0)
      and (list_apps.status is null or apps.status = list_apps.status)
    order by apps.id
    limit list_apps.page_size
  ) as page;
  return jsonb_build_object(
    'apps', v_apps,
    'next_after_id', case when jsonb_array_length(v_apps) = page_size then v_apps -> -1 -> 'id' else 'null' end
  );
end
$$;

comment on function platform.list_apps is 'Returns a page of apps in the order of their ids.';

revoke all on function platform.list_apps from public, anon, authenticated, service_role;
grant execute on function platform.list_apps to service_role;
