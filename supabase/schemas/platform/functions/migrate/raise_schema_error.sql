-- raise_schema_error: Reports an error of PostgreSQL during a schema change under the platform's reason for it. It covers
-- what no check of the rows or of raw objects foresees, such as a default that fills a unique column twice, or a name that an
-- index of raw DDL has taken. detail is PostgreSQL's, which names the objects in the way.
-- Errors: PT409 object_in_use, 23502 rows_without_value, 23503 reference_violated, 23505 duplicate_values, 23514
-- limit_violated, 22023 cast_failed.
create or replace function platform.raise_schema_error(app_id bigint, state text, message text, detail text default '')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot change the schema of app %: %', raise_schema_error.app_id, raise_schema_error.message
      || case when state !~ '^2[23]' and raise_schema_error.detail <> ''
        then format(' (%s)', replace(rtrim(raise_schema_error.detail, '.'), E'\n', ', ')) else '' end
    using errcode = case when state like '22%' then '22023' when state in ('23502', '23503', '23505', '23514') then state else 'PT409' end,
      detail = case when state like '22%' then 'cast_failed' else case state
        when '23502' then 'rows_without_value'
        when '23503' then 'reference_violated'
        when '23505' then 'duplicate_values'
        when '23514' then 'limit_violated'
        else 'object_in_use' end end,
      hint = case
        when state like '22%' or state like '23%' then 'Fix the conflicting rows and try again; nothing was changed.'
        when state in ('42P07', '42710', '42701') then 'Rename or drop the object of that name with exec_sql, then try again.'
        else 'Drop the object that the message names with exec_sql, try again, then create it again.' end;
end
$$;

comment on function platform.raise_schema_error is 'Reports an error of PostgreSQL during a schema change.';

revoke all on function platform.raise_schema_error from public, anon, authenticated, service_role;
