// Generated from supabase/schemas/platform by tests/unit/spec_lists.test.ts. After changing the sources, run:
// npm run test:unit -- spec_lists -u

/** Column types, without `vector(n)`. From tables/column_types.sql. */
export const COLUMN_TYPES = [
  'text',
  'number',
  'integer',
  'bigint',
  'float',
  'boolean',
  'date',
  'time',
  'timestamptz',
  'uuid',
  'jsonb',
  'enum',
  'text[]',
  'integer[]',
  'number[]',
  'uuid[]',
] as const;

/** Aliases of column types, with the types that they stand for. */
export const TYPE_ALIASES = {
  string: 'text',
  numeric: 'number',
  decimal: 'number',
  int: 'integer',
  double: 'float',
  bool: 'boolean',
  timestamp: 'timestamptz',
  datetime: 'timestamptz',
  json: 'jsonb',
} as const;

/** Aliases of scopes. From functions/spec/canonical_scope.sql. */
export const SCOPE_ALIASES = ['user_scoped'] as const;

/** The functions that `{"function": name}` may name in a default. From functions/validation/is_valid_default.sql. */
export const DEFAULT_FUNCTIONS = ['now', 'random_uuid', 'current_user_id'] as const;

/** The fields of each part of a spec, with their limits. From functions/validation/spec_fields.sql. */
export const SPEC_FIELDS = {
  schema: { tables: { type: 'array', required: true, minItems: 1, maxItems: 100 } },
  table: {
    name: { type: 'string', required: true, maxNameLength: 48 },
    renamed_from: { type: 'string', maxNameLength: 48 },
    display_name: { type: 'string', minLength: 1, maxLength: 100 },
    description: { type: 'string', maxLength: 1000 },
    scope: { type: 'string' },
    columns: { type: 'array', required: true, minItems: 1, maxItems: 200 },
    indexes: { type: 'array', maxItems: 20 },
  },
  column: {
    name: { type: 'string', required: true, maxNameLength: 63 },
    renamed_from: { type: 'string', maxNameLength: 63 },
    type: { type: 'string', required: true },
    sql_type: { type: 'string' },
    required: { type: 'boolean' },
    unique: { type: 'any' },
    default: { type: 'any' },
    references: { type: 'object' },
    description: { type: 'string', maxLength: 1000 },
    max_length: { type: 'number', minimum: 1, maximum: 1000000 },
    min_length: { type: 'number', minimum: 0, maximum: 1000000 },
    min: { type: 'number' },
    max: { type: 'number' },
    values: { type: 'array', minItems: 1, maxItems: 100, items: { minLength: 1, maxLength: 100 } },
    renamed_values: { type: 'object' },
  },
  reference: { table: { type: 'string', required: true }, column: { type: 'string' }, on_delete: { type: 'string' } },
  index: {
    columns: { type: 'array', minItems: 1, maxItems: 8 },
    unique: { type: 'any' },
    definition: { type: 'string' },
  },
} as const;
