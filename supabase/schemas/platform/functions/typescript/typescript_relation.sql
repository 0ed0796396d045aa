-- typescript_relation: Returns a table or view as an entry of Tables or Views. Insert and Update appear only where the
-- relation can be written to.
create or replace function platform.typescript_relation(relation platform.api_relation)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_columns constant platform.api_column[] := array(select columns from platform.api_columns(relation.id) as columns);
  v_events constant integer := pg_catalog.pg_relation_is_updatable(relation.id, false);
begin
  return platform.typescript_comment(concat_ws(' ', relation.description,
      case when relation.scope = 'server_only' then 'Only the app''s own server reaches this table, with an app key.' end), '      ')
    || '      ' || platform.typescript_key(relation.full_name) || E': {\n'
    || E'        Row: {\n' || platform.typescript_fields(v_columns, 'Row', relation.is_view) || E'        };\n'
    -- In what pg_relation_is_updatable returns, 8 is INSERT and 4 is UPDATE.
    || case when v_events & 8 = 8
      then E'        Insert: {\n' || platform.typescript_fields(v_columns, 'Insert', relation.is_view) || E'        };\n' else '' end
    || case when v_events & 4 = 4
      then E'        Update: {\n' || platform.typescript_fields(v_columns, 'Update', relation.is_view) || E'        };\n' else '' end
    || '        Relationships: ' || platform.typescript_relationships(relation.id) || E';\n'
    || E'      };\n';
end
$$;

comment on function platform.typescript_relation is 'Returns a table or view as an entry of the Database type.';

revoke all on function platform.typescript_relation from public, anon, authenticated, service_role;
