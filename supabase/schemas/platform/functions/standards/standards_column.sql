-- standards_column: Returns a column as a line of the standards: its type, whether it is required, its default, limits and reference.
create or replace function platform.standards_column(item platform.api_column)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '- ' || platform.markdown_code(item.name) || ': '
    || platform.markdown_code(item.typescript || case when item.is_nullable then ' | null' else '' end)
    || case
      when item.typescript in (item.sql_type, 'Json') or item.limits ? 'values' then ''
      when item.sql_type = 'text' then ''
      when item.sql_type = 'bigint' then ' (bigint: exact up to 2^53)'
      else ' (' || platform.markdown_code(item.sql_type) || ')'
    end
    || concat_ws(', ', '',
      case
        when not (item.is_insertable or item.is_updatable) then 'set by the database: never send it'
        when not item.is_insertable then 'never send it in an insert'
        when not item.is_updatable then 'never send it in an update'
        when not (item.is_nullable or item.has_default) then '**required**'
      end,
      'default ' || case
        when item.default_value ? 'function' and item.sql_type <> 'jsonb' then replace(item.default_value ->> 'function', '_', ' ')
        when item.typescript = 'number' then platform.markdown_code(item.default_value #>> '{}')
        else platform.markdown_code(item.default_value::text)
      end,
      case when item.is_unique then 'unique' end,
      'at least ' || (item.limits ->> 'min'), 'at most ' || (item.limits ->> 'max'),
      'at most ' || (item.limits ->> 'max_bytes') || ' bytes',
      'at least ' || (item.limits ->> 'min_length') || ' characters', 'at most ' || (item.limits ->> 'max_length') || ' characters',
      'refers to ' || platform.markdown_code(item.target || '.' || item.target_column) || case item.on_delete
        when 'cascade' then ' and is deleted with it'
        when 'set_null' then ' and becomes null when that row is deleted'
        else ', which cannot be deleted while this row refers to it'
      end)
    || coalesce('. “' || nullif(platform.markdown_text(item.description), '') || '”', '') || E'\n';
end
$$;

comment on function platform.standards_column is 'Returns a column as a line of the standards.';

revoke all on function platform.standards_column from public, anon, authenticated, service_role;
