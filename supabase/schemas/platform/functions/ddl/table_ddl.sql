-- table_ddl: Returns CREATE TABLE for a canonical spec, with the columns that every app table has, its indexes and
-- comments, but without references to other tables (reference_ddl) and without protection (protection_ddl).
create or replace function platform.table_ddl(app_id bigint, spec jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, spec ->> 'name');
begin
  return concat(
    format(
      'create table public.%1$I ('
      'id uuid default gen_random_uuid() constraint %5$I primary key, '
      'user_id uuid not null default access.user_id() constraint %2$I references public.%3$I (id) on delete cascade, '
      '%4$s, '
      'created_at timestamp with time zone not null default now(), '
      'updated_at timestamp with time zone not null default now()%6$s);',
      v_table, platform.derived_name(v_table, '{user_id}', 'fkey'), platform.app_object(app_id, 'users'),
      (select string_agg(columns.ddl, ', ') from platform.column_ddl(v_table, spec -> 'columns') as columns),
      platform.derived_name(v_table, '{id}', 'pkey'),
      (
        select string_agg(
          format(', constraint %I check (%s)', platform.derived_name(v_table, size.columns, 'max_bytes'), size.condition), '')
        from (select distinct on (columns) * from platform.index_sizes(spec)) as size
      )),
    (select string_agg(index_ddl.ddl, '') from platform.index_ddl(app_id, spec) as index_ddl),
    case when spec ? 'description' then format('comment on table public.%I is %L;', v_table, spec ->> 'description') end,
    case when jsonb_path_exists(spec, '$.columns[*].description') then (
      select string_agg(format('comment on column public.%I.%I is %L;', v_table, item ->> 'name', item ->> 'description'), '')
      from jsonb_array_elements(spec -> 'columns') as element (item) where item ? 'description') end);
end
$$;

comment on function platform.table_ddl is 'Returns CREATE TABLE for a canonical spec, without references and protection.';

revoke all on function platform.table_ddl from public, anon, authenticated, service_role;
