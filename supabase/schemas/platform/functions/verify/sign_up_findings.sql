-- sign_up_findings: Returns the rules on an app's profile table that could refuse a new member (see sign_up_rules). It is
-- empty unless the profile table is among the given relations.
create or replace function platform.sign_up_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := platform.app_object(app_id, 'users');
  v_users constant oid := to_regclass(format('public.%I', v_name));
begin
  if v_users is not null and (v_users <> all (relations)) is not true and not platform.is_plain_profile(v_users, app_id) then
    return query
      select sign_up_findings.app_id, v_name || '.' || rule.part, 'sign_up_refused', rule.hint, 'users', rule.remedy is not null
      from platform.sign_up_rules(app_id) as rule;
  end if;
end
$$;

comment on function platform.sign_up_findings is 'Returns the rules on an app''s profile table that could refuse a new member.';

revoke all on function platform.sign_up_findings from public, anon, authenticated, service_role;
