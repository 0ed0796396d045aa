-- profile_findings: Returns the members of an app without a profile, and the profiles without a member, except those that
-- finish_account_changes will delete. A member for whom code of the app has yet to run may have no profile.
create or replace function platform.profile_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
-- verify_app, which reads catalogs, turns it off.
set enable_hashjoin = on
set enable_seqscan = on
as $$
begin
  if to_regclass(format('public.%I', platform.app_object(app_id, 'users'))) is null then
    return;
  end if;
  return query execute format(
    'select $1, app_members.user_id::text, ''profile_missing'', ''Run repair_app.'', null, true '
    'from platform.app_members where app_members.app_id = $1 '
    'and not exists (select from public.%1$I as profiles where profiles.id = app_members.user_id) '
    'and not exists (select from platform.pending_sign_ups as pending '
    'where pending.app_id = $1 and pending.user_id = app_members.user_id) '
    'union all '
    'select $1, profiles.id::text, ''profile_without_member'', '
    '''Run repair_app, which deletes the profile and its rows; or add the user with add_member.'', null, true '
    'from public.%1$I as profiles '
    -- One set, because a second anti join would be planned as a loop over both.
    'where not exists (select from (select user_id from platform.app_members where app_members.app_id = $1 '
    'union all select user_id from platform.pending_account_changes as pending where pending.app_id = $1) as kept '
    'where kept.user_id = profiles.id)',
    platform.app_object(app_id, 'users'))
  using app_id;
end
$$;

comment on function platform.profile_findings is 'Returns the members of an app without a profile, and the profiles without a member.';

revoke all on function platform.profile_findings from public, anon, authenticated, service_role;
