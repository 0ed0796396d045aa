-- profile_findings: Returns the members of an app without a profile, and the profiles without a member, except those that
-- finish_removals will delete.
create or replace function platform.profile_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass(format('public.%I', platform.app_object(app_id, 'users'))) is null then
    return;
  end if;
  return query execute format(
    'select $1, coalesce(members.user_id, profiles.id)::text, '
    'case when profiles.id is null then ''profile_missing'' else ''profile_without_member'' end, '
    'case when profiles.id is null then ''Run repair_app.'' else ''Delete the row, or add the user with add_member.'' end, '
    '''users'', profiles.id is null '
    'from (select user_id from platform.app_members where app_id = $1) as members '
    'full join public.%I as profiles on profiles.id = members.user_id '
    'where (profiles.id is null or members.user_id is null) '
    'and not exists (select from platform.pending_removals where app_id = $1 and user_id = profiles.id)',
    platform.app_object(app_id, 'users'))
  using app_id;
end
$$;

comment on function platform.profile_findings is 'Returns the members of an app without a profile, and the profiles without a member.';

revoke all on function platform.profile_findings from public, anon, authenticated, service_role;
