-- list_schema_changes: Returns a page of the schema changes of an app, newest first: {schema_changes: [{id, app_id,
-- version, kind, actor, created_at, rolled_back, operations}], next_before_id}. Pass next_before_id as before_id to get the
-- next page; it is null on the last one.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found, 22023 invalid_argument.
create or replace function platform.list_schema_changes(app_id bigint, page_size integer default 50, before_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changes jsonb;
begin
  perform platform.require_page(page_size, 'schema changes');
  perform platform.get_app(app_id);
  select coalesce(jsonb_agg(platform.schema_change_json(page) order by page.id desc), '[]') into v_changes
  from (
    select * from platform.schema_changes
    where schema_changes.app_id = list_schema_changes.app_id
      and (list_schema_changes.before_id is null or schema_changes.id < list_schema_changes.before_id)
    order by schema_changes.id desc
    limit list_schema_changes.page_size
  ) as page;
  return jsonb_build_object(
    'schema_changes', v_changes,
    'next_before_id', case when jsonb_array_length(v_changes) = page_size then v_changes -> -1 -> 'id' else 'null' end
  );
end
$$;

comment on function platform.list_schema_changes is 'Returns a page of the schema changes of an app, newest first.';

revoke all on function platform.list_schema_changes from public, anon, authenticated, service_role;
grant execute on function platform.list_schema_changes to service_role;
