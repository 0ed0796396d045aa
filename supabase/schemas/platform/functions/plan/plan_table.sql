-- plan_table: Returns the operations that bring one table to its spec (see plan_operations). source is the table's current
-- name, null for a new one; renames maps the current names of the app's tables to their new ones; described is the table's
-- current description, if the caller has it.
create or replace function platform.plan_table(
  app_id bigint,
  source text,
  spec jsonb,
  step integer,
  renames jsonb,
  restores jsonb,
  described jsonb default null
)
returns setof platform.operation
language plpgsql
stable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := spec ->> 'name';
  v_table constant text := platform.app_object(app_id, v_name);
  v_now constant text := platform.app_object(app_id, source);
  v_scope constant text := platform.canonical_scope(spec ->> 'scope');
  v_was jsonb;
  v_objects jsonb;
begin
  if source is null then
    return query select * from platform.plan_new_table(app_id, spec, restores);
    return;
  end if;
  v_was := coalesce(described, platform.describe_table(app_id, source));
  if v_was - 'full_name' = platform.canonical_table(spec) then
    return;
  end if;
  perform platform.require_own_id(v_now);
  if source <> v_name then
    return next platform.make_operation('rename_tables', 'rename_table', v_name,
      format('alter table public.%I rename to %I;', v_now, v_table), step => step, before => to_jsonb(source), after => to_jsonb(v_name));
  end if;

  v_objects := platform.dependent_objects(v_now, v_table, v_was, spec -> 'columns');
  return query
    select operation.*
    from jsonb_array_elements(v_objects) as element (object)
    cross join lateral platform.make_operation('rename_objects', 'rename_object', v_name,
      case object ->> 'kind'
        when 'index' then format('alter index public.%I rename to %I;', object ->> 'now', object ->> 'later')
        else format('alter table public.%I rename constraint %I to %I;', v_table, object ->> 'now', object ->> 'later')
      end, before => object -> 'now', after => object -> 'later',
      step => step + (object ->> 'step')::integer) as operation
    where object ->> 'now' <> object ->> 'later' and object ? 'columns'
      -- plan_column_reference drops or renames the other foreign keys.
      and (object ->> 'kind' <> 'f' or object -> 'columns' = '["user_id"]');
  return query select * from platform.plan_columns(app_id, v_now, spec, v_was, v_objects, renames, restores);
  return query select * from platform.plan_indexes(app_id, v_now, spec, v_objects);
  return query select * from platform.plan_index_sizes(app_id, v_now, spec, v_was, v_objects);

  if v_was ->> 'scope' <> v_scope then
    return next platform.make_operation('describe', 'set_scope', v_name,
      platform.change_scope_ddl(app_id, v_name, v_was ->> 'scope', v_scope),
      before => v_was -> 'scope', after => to_jsonb(v_scope),
      warning => (select scopes.warning from platform.scopes where scopes.name = v_scope));
  end if;
  if v_was ->> 'display_name' <> platform.display_name(spec) then
    return next platform.make_operation('describe', 'set_display_name', v_name, '', lock => null,
      before => v_was -> 'display_name', after => to_jsonb(platform.display_name(spec)));
  end if;
  if coalesce(v_was ->> 'description', '') <> coalesce(spec ->> 'description', '') then
    return next platform.make_operation('describe', 'set_description', v_name,
      format('comment on table public.%I is %L;', v_table, nullif(spec ->> 'description', '')),
      before => v_was -> 'description', after => spec -> 'description', lock => 'SHARE UPDATE EXCLUSIVE');
  end if;
end
$$;

comment on function platform.plan_table is 'Returns the operations that bring one table to its spec.';

revoke all on function platform.plan_table from public, anon, authenticated, service_role;
