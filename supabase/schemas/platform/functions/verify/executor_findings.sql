-- executor_findings: Returns what is wrong with an app's executors: missing, changed, not owned by the app, or executable
-- by roles other than postgres.
create or replace function platform.executor_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  return query
    select executor_findings.app_id, checked.signature, checked.problem, 'Run repair_app.', null::text, true
    from (
      select executor.signature, case
        when pg_proc.oid is null then 'executor_missing'
        when not pg_proc.prosecdef
          or pg_proc.prosrc <> executor.body
          or pg_proc.provolatile <> left(executor.volatility, 1)::"char"
          or pg_proc.proconfig is distinct from '{"search_path=public, extensions, pg_temp",standard_conforming_strings=on}'
          or not has_function_privilege('postgres', pg_proc.oid, 'execute')
          or pg_proc.proowner is distinct from to_regrole(platform.app_role(executor_findings.app_id))
          or exists (
            select from aclexplode(coalesce(pg_proc.proacl, acldefault('f', pg_proc.proowner))) as entry
            where entry.grantee not in (pg_proc.proowner, 'postgres'::regrole)
          ) then 'executor_changed'
      end as problem
      from sandbox.executors(executor_findings.app_id) as executor
      left join pg_catalog.pg_proc on pg_proc.oid = executor.id
    ) as checked
    where checked.problem is not null;
end
$$;

comment on function platform.executor_findings is 'Returns what is wrong with an app''s executors.';

revoke all on function platform.executor_findings from public, anon, authenticated, service_role;
