-- executors: Returns the executors that an app should have as (signature, id, volatility, body); id is null if one is
-- missing.
-- Called by: platform.role_findings and platform.executor_findings.
create or replace function sandbox.executors(app_id bigint)
returns table (signature text, id oid, volatility text, body text)
language plpgsql
rows 3
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select named.signature, to_regprocedure(named.signature)::oid, named.volatility, named.body
    from (
      select format('sandbox.%I(%s)', platform.app_role(executors.app_id) || bodies.suffix,
        regexp_replace(bodies.arguments, '\w+ (\w+)', '\1', 'g')) as signature, bodies.volatility, bodies.body
      from sandbox.executor_bodies() as bodies
    ) as named;
end
$$;

comment on function sandbox.executors is 'Returns the executors that an app should have.';

revoke all on function sandbox.executors from public, anon, authenticated, service_role;
