-- require_own_id: Rejects a change of a table whose primary key is no longer the column id: raw DDL has renamed or replaced it.
-- Saving values and undoing changes need it.
-- Errors: PT409 object_in_use, with the name of the primary key and its columns.
create or replace function platform.require_own_id(full_name text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant oid := to_regclass(format('public.%I', full_name));
  v_name text;
  v_columns text;
begin
  if exists (
    select from pg_catalog.pg_index
    join pg_catalog.pg_attribute on attrelid = indrelid and attname = 'id' and indkey[0] = attnum
    where indrelid = v_id and indisunique and indnkeyatts = 1 and indpred is null and indexprs is null and attnotnull)
  then
    return;
  end if;
  select conname, (
    select string_agg(attname, ', ' order by position)
    from unnest(conkey) with ordinality as key (number, position)
    join pg_catalog.pg_attribute on attrelid = conrelid and attnum = key.number)
  into v_name, v_columns
  from pg_catalog.pg_constraint where conrelid = v_id and contype = 'p';
  raise exception 'Cannot change table "%": %', full_name,
    case when v_name is null then 'it has no primary key, and id is not unique'
      else format('its primary key "%s" is on (%s) instead of (id)', v_name, v_columns) end
    using errcode = 'PT409', detail = 'object_in_use',
      hint = 'Make the column id the primary key again with exec_sql, or change the table with exec_sql.';
end
$$;

comment on function platform.require_own_id is 'Rejects a change of a table whose primary key is not id.';

revoke all on function platform.require_own_id from public, anon, authenticated, service_role;
