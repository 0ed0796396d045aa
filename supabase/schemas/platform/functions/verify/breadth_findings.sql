-- breadth_findings: Returns the tables and views of an app whose reading makes PostgreSQL plan more relations than the setting
-- max_relations_per_read: each relation counts as often as policies and views name it, with the policies of that relation, and so
-- on. A chain of policies that each read the next table three times has 3, 9, 27 and more; the planner takes about 150 KB for each
-- relation, before anything limits the request. Nothing is found if none of the given relations reads another.
-- Called by: verify_app and require_readable.
create or replace function platform.breadth_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix_length constant integer := char_length(platform.app_object(app_id, ''));
  v_limit constant bigint := platform.limit_of('max_relations_per_read');
  v_read jsonb;
  -- How many relations a read of each relation leads to, by role and id.
  v_breadths jsonb := '{}';
  v_before jsonb;
begin
  if relations is not null and not exists (select from platform.relations_read(relations)) then
    return;
  end if;
  v_read := (
    select jsonb_agg(to_jsonb(step)) from platform.relations_read(array(
      select relation.oid from platform.app_relations(breadth_findings.app_id) as relation)) as step);
  if v_read is null then
    return;
  end if;
  -- Each round sees one level more. If there are more levels than relations, they are a circle, which recursion_findings returns.
  for v_round in 0..jsonb_array_length(v_read) loop
    v_before := v_breadths;
    select jsonb_object_agg(breadth.key, breadth.size) into v_breadths
    from (
      select step.role || step.source as key, 1 + sum(step.reads * coalesce((v_before ->> (step.role || step.target))::numeric, 1)) as size
      from jsonb_to_recordset(v_read) as step (source oid, target oid, role text, reads bigint)
      group by step.role, step.source
    ) as breadth;
    exit when v_breadths = v_before;
  end loop;
  if v_breadths <> v_before then
    return;
  end if;
  return query
    select breadth_findings.app_id, pg_class.relname::text, 'too_many_reads',
      'Name fewer tables in the policies and views that a read of it leads to: join tables in one subquery, or read a table whose '
        'policies only compare columns with auth.uid().',
      right(pg_class.relname, -v_prefix_length), false
    from (
      select step.source, 1 + sum(step.times * coalesce((v_breadths ->> (step.role || step.target))::numeric, 1)) as size
      from jsonb_to_recordset(v_read) as step (source oid, target oid, role text, times bigint)
      group by step.source, step.role
    ) as breadth
    join pg_catalog.pg_class on pg_class.oid = breadth.source
    where breadth.size > v_limit
    group by pg_class.relname;
end
$$;

comment on function platform.breadth_findings is 'Returns the tables and views whose reading leads to too many relations.';

revoke all on function platform.breadth_findings from public, anon, authenticated, service_role;
