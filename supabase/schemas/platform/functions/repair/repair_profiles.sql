-- repair_profiles: Creates a profile for each member of an app who has none. Returns the steps that it took, one string
-- each.
create or replace function platform.repair_profiles(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count integer;
begin
  select count(*) into v_count
  from platform.profile_findings(repair_profiles.app_id) as finding
  where finding.problem = 'profile_missing' and platform.create_profile(repair_profiles.app_id, finding.object::uuid);
  return case when v_count > 0 then array[format('created %s profiles', v_count)] else '{}' end;
end
$$;

comment on function platform.repair_profiles is 'Creates a profile for each member of an app who has none.';

revoke all on function platform.repair_profiles from public, anon, authenticated, service_role;
