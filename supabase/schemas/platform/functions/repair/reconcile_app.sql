-- reconcile_app: Protects and registers what raw DDL created or changed, and raises what is still wrong. New tables are
-- registered with the scope that fits them, dropped ones are removed from the registry, and views become security invokers.
-- It examines only the relations that this transaction may have changed, unless everything is set, and leaves alone what is
-- right. before has the ids of the tables before the DDL, by name (see forget_tables).
-- Called by: run_statements after DDL, and DBAs as postgres, with everything (docs/operations.md).
-- Errors: 42501 column_is_fixed, policy_recurses, too_many_reads, sign_up_refused, app_not_sound, PT409 table_limit_reached,
-- PT503 shard_full.
create or replace function platform.reconcile_app(app_id bigint, everything boolean default true, before jsonb default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changed constant oid[] := case when everything
    then array(select relation.oid from platform.app_relations(app_id) as relation) else platform.changed_relations(app_id) end;
  v_gone integer;
  v_new text[];
  v_findings platform.finding[];
begin
  perform platform.forget_functions(app_id);
  v_gone := platform.forget_tables(app_id, before);
  v_new := platform.register_relations(app_id, v_changed);
  perform platform.require_standard_columns(app_id, v_changed);
  perform platform.protect_tables(app_id, v_new);
  perform platform.protect_references(app_id);
  perform platform.gate_policies(app_id, v_changed);
  -- The rules of the profiles have an error of their own (require_sign_up), which says how to change them.
  v_findings := array(
    select finding from platform.verify_change(app_id, v_changed) as finding where finding.problem <> 'sign_up_refused');
  -- A table with something that cannot be repaired may lack the columns that its policies and triggers need.
  if platform.repair_protection(app_id, array(
    select finding from unnest(v_findings) as finding
    where not exists (
      select from unnest(v_findings) as other where other.table_name = finding.table_name and not other.repairable))) <> '{}'
  then
    v_findings := array(
      select finding from platform.verify_change(app_id, v_changed) as finding where finding.problem <> 'sign_up_refused');
  end if;
  perform platform.require_sound_app(app_id, v_findings);
  perform platform.require_sign_up(app_id, v_changed);
  perform platform.require_no_recursion(app_id, v_changed);
  perform platform.require_readable(app_id, v_changed);
  perform platform.refresh_baselines(app_id, array(
    select relation.name from platform.registered_relations(app_id, v_changed) as relation));
  perform platform.reserve_tables(app_id, cardinality(v_new) - v_gone);
end
$$;

comment on function platform.reconcile_app is 'Protects and registers what raw DDL created, and raises what is still wrong.';

revoke all on function platform.reconcile_app from public, anon, authenticated, service_role;
