-- owner_findings: Returns the tables of a spec whose rows would outlive their owner, because user_id is optional or does
-- not reference the profile with ON DELETE CASCADE, and the profile table if the app's own SQL could write to it. Tables of
-- raw DDL are not checked: their author decides on an owner column.
create or replace function platform.owner_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_users constant oid := to_regclass(format('public.%I', platform.app_object(app_id, 'users')));
begin
  return query
    select owner_findings.app_id, relation.full_name || '.user_id', found.problem,
      'Make it not null, with a reference to the profile table on delete cascade.', relation.name, false
    from platform.registered_relations(owner_findings.app_id, relations) as relation
    join platform.scopes on scopes.name = relation.scope and scopes.origin = 'spec'
    left join pg_catalog.pg_attribute on attrelid = relation.id and attname = 'user_id' and not attisdropped
    cross join lateral (values
      ('owner_optional', attnotnull is not true),
      ('owner_reference_missing', not exists (
        select from pg_catalog.pg_constraint
        where conrelid = relation.id and contype = 'f' and conkey = array[attnum] and confrelid = v_users and confdeltype = 'c'
      ))
    ) as found (problem, is_wrong)
    where found.is_wrong;
  if (relations is null or v_users = any (relations))
    and has_table_privilege(platform.app_role(owner_findings.app_id), v_users, 'insert, update, delete, truncate') then
    return next (owner_findings.app_id, platform.app_object(owner_findings.app_id, 'users'), 'profile_writable', 'Run repair_app.',
      'users', true)::platform.finding;
  end if;
end
$$;

comment on function platform.owner_findings is
  'Returns tables whose rows would outlive their owner, and a profile table that the app could write to.';

revoke all on function platform.owner_findings from public, anon, authenticated, service_role;
