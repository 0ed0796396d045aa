-- require_readable: Raises if a read of a table or view would lead PostgreSQL to too many relations, through policies and views.
-- relations are those that DDL changed.
-- Called by: reconcile_app.
-- Errors: 42501 too_many_reads.
create or replace function platform.require_readable(app_id bigint, relations oid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_finding platform.finding;
begin
  select * into v_finding from platform.breadth_findings(app_id, relations) as finding order by finding.object limit 1;
  if found then
    raise exception 'Cannot keep the change of app %: a read of "%" would lead to more than % relations, through policies and views',
      app_id, v_finding.object, platform.limit_of('max_relations_per_read')
      using errcode = '42501', detail = 'too_many_reads', hint = v_finding.hint;
  end if;
end
$$;

comment on function platform.require_readable is 'Raises if a read of a table or view would lead to too many relations.';

revoke all on function platform.require_readable from public, anon, authenticated, service_role;
