-- executors: what the executors of an app should be, as (signature, id, volatility, body); id is null for one that is missing.
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

comment on function sandbox.executors is 'What the executors of an app should be.';

revoke all on function sandbox.executors from public, anon, authenticated, service_role;
