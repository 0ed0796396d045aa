-- require_no_recursion: Raises if the policies of one of the given relations lead back to it: no user could read or change the
-- table any more. relations are those that DDL changed: a new circle leads through one of them.
-- Called by: reconcile_app.
-- Errors: 42501 policy_recurses.
create or replace function platform.require_no_recursion(app_id bigint, relations oid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_finding platform.finding;
begin
  select * into v_finding from platform.recursion_findings(app_id, relations) as finding order by finding.object limit 1;
  if found then
    raise exception 'Cannot keep the change of app %: a policy reads the table that it protects, itself or through others: %',
      app_id, v_finding.object
      using errcode = '42501', detail = 'policy_recurses', hint = v_finding.hint;
  end if;
end
$$;

comment on function platform.require_no_recursion is 'Raises if the policies of one of the given relations lead back to it.';

revoke all on function platform.require_no_recursion from public, anon, authenticated, service_role;
