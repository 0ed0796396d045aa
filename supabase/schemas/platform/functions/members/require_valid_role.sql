-- require_valid_role: Rejects a role that no member can have. Null is skipped.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_valid_role(role text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if role not in ('owner', 'admin', 'member') then
    raise exception 'Cannot use the role "%": it must be owner, admin or member', require_valid_role.role
      using errcode = '22023', detail = 'invalid_argument', hint = 'Correct the role and call again.';
  end if;
end
$$;

comment on function platform.require_valid_role is 'Rejects a role that no member can have.';

revoke all on function platform.require_valid_role from public, anon, authenticated, service_role;
