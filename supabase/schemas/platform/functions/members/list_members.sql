-- list_members: Returns a page of an app's members in the order of their user ids, {members, next_after_id}. Pass
-- next_after_id as after_id to get the next page; it is null on the last one.
-- Called by: the platform (service_role).
-- Security: definer, because service_role cannot read auth.users.
-- Errors: 22023 invalid_argument, PT404 app_not_found.
create or replace function platform.list_members(app_id bigint, page_size integer default 50, after_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_members jsonb;
begin
  perform platform.require_page(page_size, 'members');
  perform platform.get_app(app_id);
  select coalesce(jsonb_agg(to_jsonb(page) order by page.user_id), '[]') into v_members
  from (
    select app_members.*, users.email
    from platform.app_members
    join auth.users on users.id = app_members.user_id
    where app_members.app_id = list_members.app_id
      and (list_members.after_id is null or app_members.user_id > list_members.after_id)
    order by app_members.user_id
    limit list_members.page_size
  ) as page;
  return jsonb_build_object(
    'members', v_members,
    'next_after_id', case when jsonb_array_length(v_members) = page_size then v_members -> -1 -> 'user_id' else 'null' end
  );
end
$$;

comment on function platform.list_members is 'Returns a page of an app''s members in the order of their user ids.';

revoke all on function platform.list_members from public, anon, authenticated, service_role;
grant execute on function platform.list_members to service_role;
