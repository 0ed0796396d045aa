-- list_app_keys: Returns a page of an app's keys, newest first, including revoked and expired ones: {keys, next_after_id}.
-- Pass next_after_id as after_id to get the next page; it is null on the last one.
-- Called by: the keys function (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: 22023 invalid_argument, PT404 app_not_found.
create or replace function platform.list_app_keys(app_id bigint, page_size integer default 50, after_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_keys jsonb;
  v_after platform.app_keys;
begin
  perform platform.require_page(page_size, 'keys');
  perform platform.get_app(app_id);
  if after_id is not null then
    select * into v_after from platform.app_keys where app_keys.id = list_app_keys.after_id and app_keys.app_id = list_app_keys.app_id;
    if not found then
      raise exception 'Cannot list keys: after_id must be a key of app %', list_app_keys.app_id
        using errcode = '22023', detail = 'invalid_argument', hint = 'Pass the next_after_id of the previous page.';
    end if;
  end if;
  select coalesce(jsonb_agg(platform.app_key_json(page) order by page.created_at desc, page.id desc), '[]') into v_keys
  from (
    select app_keys.* from platform.app_keys
    where app_keys.app_id = list_app_keys.app_id
      and (list_app_keys.after_id is null or (app_keys.created_at, app_keys.id) < (v_after.created_at, v_after.id))
    order by app_keys.created_at desc, app_keys.id desc
    limit list_app_keys.page_size
  ) as page;
  return jsonb_build_object(
    'keys', v_keys,
    'next_after_id', case when jsonb_array_length(v_keys) = page_size then v_keys -> -1 -> 'key_id' else 'null' end
  );
end
$$;

comment on function platform.list_app_keys is 'Returns a page of an app''s keys, newest first.';

revoke all on function platform.list_app_keys from public, anon, authenticated, service_role;
grant execute on function platform.list_app_keys to service_role;
