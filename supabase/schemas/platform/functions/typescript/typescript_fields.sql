-- typescript_fields: Returns the fields of Row, Insert or Update of a relation, one per line. A field that may be omitted is
-- optional, one that cannot be written is never. Every field of a view may be null: the catalog does not say which cannot be.
create or replace function platform.typescript_fields(columns platform.api_column[], kind text, is_view boolean)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(string_agg(
      case kind when 'Row' then platform.typescript_comment(item.description, '          ') else '' end
      || '          ' || platform.typescript_key(item.name)
      || case
        when kind = 'Insert' and not item.is_insertable or kind = 'Update' and not item.is_updatable then '?: never'
        else case
            when kind = 'Row' then ': '
            when kind = 'Insert' and not (item.has_default or item.is_nullable or is_view) then ': '
            else '?: '
          end
          || item.typescript
          || case when item.is_nullable or is_view then ' | null' else '' end
      end || E';\n', '' order by position), '')
    from unnest(columns) with ordinality as item
      (name, typescript, sql_type, is_nullable, has_default, default_value, is_insertable, is_updatable, is_unique, limits,
       target, target_column, on_delete, reference, description, position)
  );
end
$$;

comment on function platform.typescript_fields is 'Returns the fields of Row, Insert or Update of a relation.';

revoke all on function platform.typescript_fields from public, anon, authenticated, service_role;
