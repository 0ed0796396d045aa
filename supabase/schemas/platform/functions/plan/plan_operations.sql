-- plan_operations: Returns the operations that lead from an app's current tables to the desired ones, in execution order.
-- desired are canonical or plain specs; drops are the short names of the tables to drop; restores says what comes back from
-- the trash (see restored_id); state is schema_state, if the caller has it.
-- A table of raw DDL may be among the desired ones as describe_table returns it; it stays as it is.
-- Errors: PT409 table_not_managed, PT409 object_in_use, 22023 rename_source_missing, 22023 unsupported_type_change.
create or replace function platform.plan_operations(
  app_id bigint,
  desired jsonb,
  drops text[],
  restores jsonb default '[]',
  state jsonb default null
)
returns platform.operation[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now text[];
  v_raw text[];
  v_changed text;
  v_desired jsonb := desired;
  v_renames jsonb := '{}';
  v_operations platform.operation[];
  v_warned record;
begin
  select coalesce(array_agg(app_tables.name) filter (where scopes.origin = 'spec'), '{}'),
    coalesce(array_agg(app_tables.name) filter (
      where scopes.origin = 'sql' and desired @> jsonb_build_array(jsonb_build_object('name', app_tables.name))), '{}')
  into v_now, v_raw
  from platform.app_tables
  join platform.scopes on scopes.name = app_tables.scope
  where app_tables.app_id = plan_operations.app_id;
  if v_raw <> '{}' then
    select min(item ->> 'name') filter (where item ->> 'name' = any (v_raw)
        and item <> platform.describe_table(plan_operations.app_id, item ->> 'name') - 'full_name'),
      coalesce(jsonb_agg(item order by position) filter (where item ->> 'name' <> all (v_raw)), '[]')
    into v_changed, v_desired
    from jsonb_array_elements(desired) with ordinality as element (item, position);
    if v_changed is not null then
      raise exception 'Cannot change table "%": it was created by SQL, not from a spec', v_changed
        using errcode = 'PT409', detail = 'table_not_managed',
          hint = 'Omit it from the spec and change it with exec_sql, or choose another name.';
    end if;
  end if;

  v_desired := (
    select coalesce(jsonb_agg(platform.with_unique_columns(item) order by position), '[]')
    from jsonb_array_elements(v_desired) with ordinality as element (item, position));
  if jsonb_path_exists(v_desired, '$[*].renamed_from') then
    select coalesce(jsonb_object_agg(matched.source, matched.name), '{}') into v_renames
    from platform.resolve_renames(v_now, v_desired) as matched where matched.source is not null;
  end if;
  v_operations := array(
    select operation
    from platform.resolve_renames(v_now, v_desired) as matched
    cross join lateral platform.plan_table(
      app_id, matched.source, matched.spec, matched.step, v_renames, restores, state -> matched.source) as operation
    -- Omit what a queued job will do.
    where operation.job is null or not exists (
      select from platform.schema_jobs
      where schema_jobs.app_id = plan_operations.app_id and schema_jobs.table_name = operation.table_name
        and schema_jobs.op = operation.op and schema_jobs.after = operation.after
        and schema_jobs.index_name = operation.job ->> 'index' and schema_jobs.status <> 'done'));
  -- One operation of each circle has the warning.
  for v_warned in
    select distinct on (warned.warning) planned.ordinality as position, warned.warning
    from (
      select * from platform.required_circles(app_id, v_desired, drops, v_renames)
      union all
      select * from platform.hidden_restrictions(app_id, v_desired)
    ) as warned
    join lateral unnest(v_operations) with ordinality as planned
      on planned.table_name = warned.table_name and planned.column_name = warned.column_name
      and planned.op in ('add_reference', 'set_required', 'fill')
    order by warned.warning, planned.op = 'fill', planned.ordinality
  loop
    v_operations[v_warned.position].warning := concat_ws(' ', v_operations[v_warned.position].warning, v_warned.warning);
  end loop;
  if drops <> '{}' then
    v_operations := v_operations || array(select operation from platform.plan_drops(app_id, drops) as operation);
  end if;
  perform platform.require_no_functions(app_id, v_operations);
  return array(
    select v_operations[position] from generate_subscripts(v_operations, 1) as position
    order by (v_operations[position]).phase, (v_operations[position]).step, position);
end
$$;

comment on function platform.plan_operations is 'Returns the operations that lead from an app''s current tables to the desired ones.';

revoke all on function platform.plan_operations from public, anon, authenticated, service_role;
