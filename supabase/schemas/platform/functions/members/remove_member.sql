-- remove_member: Ends a membership, which deletes the user's profile and rows in the app. Returns {app_id, user_id, removed}.
-- Called by: the platform (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 member_not_found, PT409 last_owner.
create or replace function platform.remove_member(app_id bigint, user_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.require_other_owner(app_id, user_id);
  delete from platform.app_members
  where app_members.app_id = remove_member.app_id and app_members.user_id = remove_member.user_id;
  if not found then
    raise exception 'Cannot remove member "%" of app %: there is no such member', remove_member.user_id, remove_member.app_id
      using errcode = 'PT404', detail = 'member_not_found', hint = 'Check the user id; list_members lists the members.';
  end if;
  return jsonb_build_object('app_id', app_id, 'user_id', user_id, 'removed', true);
end
$$;

comment on function platform.remove_member is 'Ends a membership, which deletes the user''s rows in the app.';

revoke all on function platform.remove_member from public, anon, authenticated, service_role;
grant execute on function platform.remove_member to service_role;
