-- plan_column_reference: Returns the operations on a column's foreign key: dropped, added, or renamed with its table and
-- column. will is the canonical column; the other arguments are as in plan_column.
create or replace function platform.plan_column_reference(
  app_id bigint,
  table_name text,
  will jsonb,
  before jsonb,
  full_name_now text,
  objects jsonb,
  renames jsonb,
  is_big boolean
)
returns setof platform.operation
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_column constant text := will ->> 'name';
  v_referred jsonb := before -> 'references';
begin
  if v_referred is not null then
    v_referred := v_referred || jsonb_build_object('table', coalesce(renames ->> (v_referred ->> 'table'), v_referred ->> 'table'));
  end if;
  if v_referred is distinct from will -> 'references' then
    return query
      select operation.*
      from jsonb_array_elements(objects) as element (object)
      cross join lateral platform.make_operation('drop_references', 'drop_reference', table_name,
        format('alter table public.%I drop constraint %I;', full_name_now, object ->> 'now'),
        column_name => v_column, before => v_referred) as operation
      where object ->> 'kind' = 'f';
    if will ? 'references' then
      return next platform.plan_reference(app_id, table_name, will, is_big, renames);
    end if;
  end if;
  return query
    select operation.*
    from jsonb_array_elements(objects) as element (object)
    cross join lateral platform.make_operation('rename_objects', 'rename_object', table_name,
      format('alter table public.%I rename constraint %I to %I;',
        platform.app_object(app_id, table_name), object ->> 'now', object ->> 'later'),
      before => object -> 'now', after => object -> 'later', step => (object ->> 'step')::integer) as operation
    where object ->> 'kind' = 'f' and object ->> 'now' <> object ->> 'later' and v_referred is not distinct from will -> 'references';
end
$$;

comment on function platform.plan_column_reference is 'Returns the operations on a column''s foreign key.';

revoke all on function platform.plan_column_reference from public, anon, authenticated, service_role;
