-- standard_column_findings: Returns the tables of specs, of an app or among the given relations, of which a standard column
-- (id, user_id, created_at, updated_at) is missing or changed. Without updated_at, every update would fail, and users would
-- forge created_at.
create or replace function platform.standard_column_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select standard_column_findings.app_id, relation.full_name || '.' || changed.name, 'standard_column_changed',
      'Restore its name, type, NOT NULL and default with ALTER TABLE, as the app''s role.', relation.name, false
    from platform.registered_relations(standard_column_findings.app_id, relations) as relation
    cross join lateral platform.changed_standard_column(relation.id) as changed (name)
    where platform.is_spec_scope(relation.scope) and changed.name is not null;
end
$$;

comment on function platform.standard_column_findings is 'Returns the tables of specs whose standard columns are missing or changed.';

revoke all on function platform.standard_column_findings from public, anon, authenticated, service_role;
