-- profile_constraints: Returns the names of the constraints that every profile table has. An app neither drops nor replaces
-- them.
create or replace function platform.profile_constraints(app_id bigint)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array['full_name_is_short', 'avatar_url_is_short',
    platform.derived_name(platform.app_object(app_id, 'users'), '{id}', 'pkey')];
end
$$;

comment on function platform.profile_constraints is 'Returns the names of the constraints that every profile table has.';

revoke all on function platform.profile_constraints from public, anon, authenticated, service_role;
