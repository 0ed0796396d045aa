-- list_schema_changes: the changes of an app's schema, newest first: [{id, app_id, version, kind, actor, created_at, rolled_back,
-- operations}]. before_id pages on.
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
begin
  if coalesce(page_size, 50) not between 1 and 1000 then
    raise exception 'Cannot list schema changes: page_size is %', page_size
      using errcode = '22023', detail = 'invalid_argument', hint = 'Give a page_size from 1 to 1000.';
  elsif not exists (select from platform.apps where apps.id = list_schema_changes.app_id) then
    raise exception 'Cannot list the schema changes of app %: there is no such app', list_schema_changes.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'List the apps with list_apps.';
  end if;
  return (
    select coalesce(jsonb_agg(platform.schema_change_json(page) order by page.id desc), '[]')
    from (
      select * from platform.schema_changes
      where schema_changes.app_id = list_schema_changes.app_id and (before_id is null or schema_changes.id < before_id)
      order by schema_changes.id desc limit coalesce(page_size, 50)
    ) as page
  );
end
$$;

comment on function platform.list_schema_changes is 'The changes of an app''s schema, newest first.';

revoke all on function platform.list_schema_changes from public, anon, authenticated, service_role;
grant execute on function platform.list_schema_changes to service_role;
