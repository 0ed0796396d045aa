-- plan_operations: what leads from the tables that an app has to those it should have, in the order in which it must be done. desired are
-- canonical or plain specs; drops are short names of tables to be dropped; restores says what comes back from the trash
-- ({"table todos": 12, "column todos.text": 13, "values todos.text": 14}). Phases, in thousands, so that renames can be ordered within theirs:
--   1 drop references  2 drop tables  3 rename tables  5 drop columns  6 rename columns
--   7 rename what is named after them, then drop indexes and unique constraints  8 create tables  9 add columns  10 change types  11 loosen  12 defaults and limits  13 required
--   14 indexes and unique constraints  15 references  16 scopes and descriptions
-- Up to phase 2 tables bear their old names, up to phase 5 columns do.
-- Errors: PT409 table_not_managed, 22023 rename_source_missing, 22023 unsupported_type_change.
create or replace function platform.plan_operations(app_id bigint, desired jsonb, drops text[], restores jsonb default '{}')
returns setof platform.operation
language plpgsql
stable
rows 20
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant text[] := array(
    select app_tables.name from platform.app_tables
    where app_tables.app_id = plan_operations.app_id and app_tables.scope in ('private', 'shared', 'public_read', 'read_only'));
  v_raw text;
  v_matches jsonb;
  v_renames jsonb;
begin
  select app_tables.name into v_raw from platform.app_tables
  where app_tables.app_id = plan_operations.app_id and app_tables.scope in ('owned', 'open', 'custom')
    and desired @> jsonb_build_array(jsonb_build_object('name', app_tables.name));
  if v_raw is not null then
    raise exception 'Cannot change table "%": it was made by SQL, not by a spec', v_raw
      using errcode = 'PT409', detail = 'table_not_managed', hint = 'Leave it out of the spec and change it with exec_sql, or choose another name.';
  end if;
  select jsonb_agg(to_jsonb(matched)), coalesce(jsonb_object_agg(matched.source, matched.name) filter (where matched.source is not null), '{}')
  into v_matches, v_renames
  from platform.match_names(v_now, desired) as matched;

  return query
    select ordered.* from (
      select operation.* from jsonb_to_recordset(v_matches) as matched (source text, spec jsonb, step integer)
      cross join lateral platform.plan_table(app_id, matched.source, matched.spec, matched.step, v_renames, restores) as operation
      union all
      select operation.*
      from unnest(drops) as dropped (name)
      cross join lateral platform.table_rules(to_regclass(format('public.%I', platform.app_object(app_id, dropped.name)))) as rule
      cross join lateral platform.make_operation(1000, 'drop_reference', dropped.name,
        format('alter table public.%I drop constraint %I;', platform.app_object(app_id, dropped.name), rule.name), column_name => rule.column_name) as operation
      where rule.kind = 'f' and rule.column_name <> 'user_id'
      union all
      select operation.*
      from unnest(drops) as dropped (name)
      cross join lateral platform.make_operation(2000, 'drop_table', dropped.name,
        format('alter table public.%I set schema trash;', platform.app_object(app_id, dropped.name)),
        destructive => true, saves => 'table', warning => 'The table goes to the trash, from where restore_dropped brings it back.') as operation
    ) as ordered
    -- What a job is about to do is not planned again.
    where ordered.job is null or not exists (
      select from platform.schema_jobs
      where schema_jobs.app_id = plan_operations.app_id and schema_jobs.table_name = ordered.table_name and schema_jobs.op = ordered.op
        and schema_jobs.becomes = ordered.becomes and schema_jobs.index_name = ordered.job ->> 'index' and schema_jobs.status <> 'done')
    order by ordered.phase;
end
$$;

comment on function platform.plan_operations is 'What leads from the tables that an app has to those it should have.';

revoke all on function platform.plan_operations from public, anon, authenticated, service_role;
