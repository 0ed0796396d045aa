-- verify_relations: Returns what the catalog shows to be wrong with an app's relations, or with the given ones, apart from
-- their expressions.
-- Called by: verify_app, and verify_tables for relations that deviate from their scope.
create or replace function platform.verify_relations(app_id bigint, relations oid[] default null)
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
    select * from platform.relation_findings(app_id, relations)
    union all select * from platform.owner_findings(app_id, relations)
    union all select * from platform.standard_column_findings(app_id, relations)
    union all select * from platform.sign_up_findings(app_id, relations)
    union all select * from platform.trigger_findings(app_id, relations)
    union all select * from platform.policy_findings(app_id, relations)
    union all select * from platform.grant_findings(app_id, relations);
end
$$;

comment on function platform.verify_relations is 'Returns what the catalog shows to be wrong with an app''s relations.';

revoke all on function platform.verify_relations from public, anon, authenticated, service_role;
