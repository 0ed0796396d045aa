-- repair_profiles: Makes memberships and profiles of an app agree. It drops the rules of the profile table that could refuse
-- a new member, creates the profiles that members lack, and deletes profiles without a membership with their rows, as the
-- end of the membership should have, or leaves that to run_pending_code if code of the app would run. Returns the steps that it
-- took, one string each.
create or replace function platform.repair_profiles(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_steps text[] := '{}';
  v_count bigint;
  v_ids uuid[];
  v_rule record;
begin
  for v_rule in select rule.part, rule.remedy from platform.sign_up_rules(app_id) as rule where rule.remedy is not null loop
    perform sandbox.run_as_app(app_id, case when v_rule.remedy like 'drop index %' then v_rule.remedy
      else format('alter table public.%I %s', v_table, v_rule.remedy) end);
    v_steps := v_steps || format('dropped what could refuse a new member: %s', v_rule.part);
  end loop;
  v_count := platform.create_profiles(app_id, array(
    select finding.object::uuid from platform.profile_findings(repair_profiles.app_id) as finding
    where finding.problem = 'profile_missing'));
  if v_count > 0 then
    v_steps := v_steps || format('created %s profiles', v_count);
  end if;
  v_ids := array(
    select finding.object::uuid from platform.profile_findings(repair_profiles.app_id) as finding
    where finding.problem = 'profile_without_member');
  if platform.runs_own_code(app_id) then
    perform platform.queue_account_changes(id, array[app_id]) from unnest(v_ids) as id;
    v_count := 0;
    if v_ids <> '{}' then
      v_steps := v_steps || format('left %s profiles without a membership to run_pending_code', cardinality(v_ids));
    end if;
  else
    v_count := platform.delete_profiles(app_id, v_ids);
  end if;
  if v_count > 0 then
    v_steps := v_steps || format('deleted %s profiles without a membership', v_count);
  end if;
  return v_steps;
end
$$;

comment on function platform.repair_profiles is 'Makes memberships and profiles of an app agree.';

revoke all on function platform.repair_profiles from public, anon, authenticated, service_role;
