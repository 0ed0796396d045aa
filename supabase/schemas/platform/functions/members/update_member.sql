-- update_member: Changes a member's role, or suspends or readmits the member. A null argument leaves its value unchanged.
-- A suspended member is refused at once, and can neither join again nor leave. The last active owner may be suspended, but not demoted.
-- Returns {app_id, user_id, role, status, joined_at}.
-- Called by: the platform (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: PT404 member_not_found, PT409 last_owner, 22023 invalid_argument.
create or replace function platform.update_member(app_id bigint, user_id uuid, role text default null, status text default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member platform.app_members;
begin
  perform platform.require_valid_role(role);
  if status not in ('active', 'suspended') then
    raise exception 'Cannot set the status of a member to "%": it must be active or suspended', update_member.status
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the status and call again.';
  end if;
  if role <> 'owner' then
    perform platform.require_other_owner(app_id, user_id);
  end if;
  update platform.app_members
  set role = coalesce(update_member.role, app_members.role), status = coalesce(update_member.status, app_members.status)
  where app_members.app_id = update_member.app_id and app_members.user_id = update_member.user_id
  returning * into v_member;
  if not found then
    raise exception 'Cannot change member "%" of app %: there is no such member', update_member.user_id, update_member.app_id
      using errcode = 'PT404', detail = 'member_not_found', hint = 'Check the user id; list_members lists the members.';
  end if;
  perform platform.audit(app_id, 'update_member', to_jsonb(v_member) - 'app_id' - 'joined_at');
  return to_jsonb(v_member);
end
$$;

comment on function platform.update_member is 'Changes a member''s role or status.';

revoke all on function platform.update_member from public, anon, authenticated, service_role;
grant execute on function platform.update_member to service_role;
