-- repair_protection: puts row security, policies, grants and triggers right on the tables of an app where verify_app finds
-- them wrong, and nowhere else. Answers what it did, one text a step.
create or replace function platform.repair_protection(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table platform.app_tables;
  v_steps text[] := '{}';
begin
  for v_table in
    select app_tables.* from platform.app_tables
    where app_tables.app_id = repair_protection.app_id
      and exists (
        select from platform.verify_app(repair_protection.app_id) as finding
        where finding.hint = 'Run repair_app.'
          and substring(finding.object from '^[a-z0-9_]+') = platform.app_object(app_tables.app_id, app_tables.name)
      )
    order by app_tables.name
  loop
    perform sandbox.run_as_app(app_id, platform.protection_ddl(app_id, v_table.name, v_table.scope, again => true));
    v_steps := v_steps || format('restored protection of table %s', platform.app_object(app_id, v_table.name));
  end loop;
  return v_steps;
end
$$;

comment on function platform.repair_protection is 'Puts protection right on the tables of an app where it is wrong.';

revoke all on function platform.repair_protection from public, anon, authenticated, service_role;
