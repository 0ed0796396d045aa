-- owner_findings: tables of a spec whose rows would outlive their owner: user_id not referencing the profile with ON DELETE
-- CASCADE, or allowed to be null; and a profile table that the app's own SQL could add to. Tables of raw DDL have the owner
-- column that their author gave them, if any.
create or replace function platform.owner_findings(app_id bigint, name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_users constant oid := to_regclass(format('public.%I', platform.app_object(app_id, 'users')));
begin
  return query
    select owner_findings.app_id, relation.relname || '.user_id', found.problem, 'Put the column back as create_table makes it.'
    from platform.app_tables
    join pg_catalog.pg_class as relation
      on relation.relnamespace = 'public'::regnamespace
      and relation.relname = platform.app_object(app_tables.app_id, app_tables.name)::name
    left join pg_catalog.pg_attribute on attrelid = relation.oid and attname = 'user_id' and not attisdropped
    cross join lateral (values
      ('owner_optional', attnotnull is not true),
      ('owner_reference_missing', not exists (
        select from pg_catalog.pg_constraint
        where conrelid = relation.oid and contype = 'f' and conkey = array[attnum] and confrelid = v_users and confdeltype = 'c'
      ))
    ) as found (problem, is_wrong)
    where app_tables.app_id = owner_findings.app_id
      and (owner_findings.name is null or app_tables.name = owner_findings.name)
      and platform.is_spec_scope(app_tables.scope)
      and found.is_wrong;

  if has_table_privilege(platform.app_role(owner_findings.app_id), v_users, 'insert, update, delete, truncate') then
    return next (owner_findings.app_id, platform.app_object(owner_findings.app_id, 'users'), 'profile_writable', 'Run repair_app.')::platform.finding;
  end if;
end
$$;

comment on function platform.owner_findings is 'Tables of an app whose rows would outlive their owner.';

revoke all on function platform.owner_findings from public, anon, authenticated, service_role;
