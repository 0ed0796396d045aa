-- spec_fields: returns the fields of one part of a schema spec, each with its rules in the words of JSON Schema. field_problems checks
-- required, the JSON type, and the length of strings and arrays; maxNameLength, minimum, maximum and items are for the functions
-- that read them by name. shared/schema_spec/spec_lists.ts is generated from this file.
create or replace function platform.spec_fields(part text)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case part
    when 'schema' then '{"tables": {"type": "array", "required": true, "minItems": 1, "maxItems": 100}}'
    when 'table' then '{
      "name": {"type": "string", "required": true, "maxNameLength": 48},
      "renamed_from": {"type": "string", "maxNameLength": 48},
      "display_name": {"type": "string", "minLength": 1, "maxLength": 100},
      "description": {"type": "string", "maxLength": 1000},
      "scope": {"type": "string"},
      "columns": {"type": "array", "required": true, "minItems": 1, "maxItems": 200},
      "indexes": {"type": "array", "maxItems": 20}}'
    when 'column' then '{
      "name": {"type": "string", "required": true, "maxNameLength": 63},
      "renamed_from": {"type": "string", "maxNameLength": 63},
      "type": {"type": "string", "required": true},
      "sql_type": {"type": "string"},
      "required": {"type": "boolean"},
      "unique": {"type": "any"},
      "default": {"type": "any"},
      "references": {"type": "object"},
      "description": {"type": "string", "maxLength": 1000},
      "max_length": {"type": "number", "minimum": 1, "maximum": 1000000},
      "min_length": {"type": "number", "minimum": 0, "maximum": 1000000},
      "min": {"type": "number"},
      "max": {"type": "number"},
      "values": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"minLength": 1, "maxLength": 100}},
      "renamed_values": {"type": "object"}}'
    when 'reference' then '{
      "table": {"type": "string", "required": true},
      "column": {"type": "string"},
      "on_delete": {"type": "string"}}'
    when 'index' then '{
      "columns": {"type": "array", "minItems": 1, "maxItems": 8},
      "unique": {"type": "any"},
      "definition": {"type": "string"}}'
  end;
end
$$;

comment on function platform.spec_fields is 'The fields of one part of a schema spec, with their rules.';

revoke all on function platform.spec_fields from public, anon, authenticated, service_role;
