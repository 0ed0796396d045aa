-- dependent_objects: Returns a table's primary key, its constraints on one column, its plain indexes and the checks that come
-- with these, [{now, later, kind, columns, options, unique, declared, step}]. now is the current name, later the name once
-- the table and its columns are renamed: only names derived from theirs change. kind is index, index_check or
-- pg_constraint's contype. columns have their future
-- names; they are omitted if one of them is dropped, and the object with it. options are the limits that a check states;
-- declared marks an index that the description needs, so that a spec without it drops it; step is that of the first
-- column's rename (see resolve_renames). before is the table's description.
create or replace function platform.dependent_objects(full_name_now text, full_name text, before jsonb, columns jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant oid := to_regclass(format('public.%I', full_name_now));
  v_new_names jsonb := '{"id": "id", "user_id": "user_id", "created_at": "created_at", "updated_at": "updated_at"}';
  v_steps jsonb;
begin
  select v_new_names || coalesce(jsonb_object_agg(matched.source, matched.name), '{}'),
    coalesce(jsonb_object_agg(matched.source, matched.step), '{}')
  into v_new_names, v_steps
  from platform.resolve_renames(
    array(select item ->> 'name' from jsonb_array_elements(before -> 'columns') as element (item)),
    columns, before ->> 'name') as matched
  where matched.source is not null;
  return (
    select coalesce(jsonb_agg(platform.without_nulls(jsonb_build_object(
      'now', object.name,
      'later', case when object.name = platform.derived_name(full_name_now, object.columns, object.suffix) and renamed.columns is not null
        then platform.derived_name(full_name, renamed.columns, object.suffix) else object.name end,
      'kind', object.kind,
      'columns', to_jsonb(renamed.columns),
      'options', to_jsonb(object.options),
      'unique', object.is_unique,
      'declared', case when object.kind = 'index' and object.position = 1 and (object.columns, object.is_unique) in (
        select array(select jsonb_array_elements_text(declared.item -> 'columns')),
          coalesce(declared.item -> 'unique' in ('true', '"app"'), false)
        from platform.declared_indexes(before) as declared (item)) then true end,
      'step', coalesce((v_steps ->> object.columns[1])::integer, 0)))), '[]')
    from (
      select rule.name, rule.kind, array[rule.column_name] as columns, rule.options, rule.kind = 'u' as is_unique, 1 as position,
        case rule.kind when 'u' then 'key' when 'f' then 'fkey' else coalesce(rule.options[1], 'check') end as suffix
      from platform.column_constraints(v_id) as rule
      where rule.name not in (select size.name from platform.index_checks(v_id) as size)
      union all
      select size.name, 'index_check', size.columns, null, false, 1, 'max_bytes' from platform.index_checks(v_id) as size
      union all
      select plain.name, 'index', plain.columns, null, plain.is_unique,
        row_number() over (partition by plain.columns, plain.is_unique order by plain.id),
        case when plain.is_unique then 'key' else 'idx' end
      from platform.plain_indexes(v_id) as plain where plain.is_valid
      union all
      select conname::text, 'p', '{id}', null, true, 1, 'pkey' from pg_catalog.pg_constraint where conrelid = v_id and contype = 'p'
    ) as object
    cross join lateral (
      select case when bool_and(v_new_names ? old.name) then array_agg(v_new_names ->> old.name order by old.position) end as columns
      from unnest(object.columns) with ordinality as old (name, position)
    ) as renamed
  );
end
$$;

comment on function platform.dependent_objects is 'Returns a table''s constraints and plain indexes, and their names after a change.';

revoke all on function platform.dependent_objects from public, anon, authenticated, service_role;
