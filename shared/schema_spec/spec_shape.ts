import { z } from 'zod';
import { SCOPES } from './scopes.ts';
import { COLUMN_TYPES, DEFAULT_FUNCTIONS, SCOPE_ALIASES, SPEC_FIELDS, TYPE_ALIASES } from './spec_lists.ts';

// The shape of a schema spec: its types, and the JSON Schema that a model fills in. Patterns and limits only inform the
// model. The rules are in the database: `platform.validate_schema` returns every problem of a spec.

/** `vector(1)` to `vector(2000)`, the most dimensions that an index of pgvector supports. */
export const VECTOR_PATTERN = '^vector\\((?:[1-9][0-9]{0,2}|1[0-9]{3}|2000)\\)$';

/** The integers that JavaScript clients read exactly. */
const NUMBER = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const NAME_PATTERN = '^[a-z][a-z0-9_]*$';
const FORMER_NAME = 'The former name, if this is a rename: the data is kept';

const { schema, table, column, index } = SPEC_FIELDS;

export type Scope = (typeof SCOPES)[number];

function name({ maxNameLength }: { maxNameLength: number }) {
  return z.string().meta({ pattern: NAME_PATTERN, maxLength: maxNameLength });
}

function text({ minLength, maxLength }: { minLength?: number; maxLength: number }) {
  return z.string().meta({ ...(minLength !== undefined && { minLength }), maxLength });
}

function list<Item extends z.ZodType>(item: Item, { minItems, maxItems }: { minItems?: number; maxItems: number }) {
  return z.array(item).meta({ ...(minItems !== undefined && { minItems }), maxItems });
}

function wholeNumber({ minimum, maximum }: { minimum: number; maximum: number }) {
  return z.number().meta({ type: 'integer', minimum, maximum });
}

/** The type of a column that SQL has added and no spec can state. A spec keeps it, renames or drops it. */
export const NATIVE_TYPE = 'native';

const columnType = z.string().meta({
  anyOf: [{ enum: [...COLUMN_TYPES, ...Object.keys(TYPE_ALIASES), NATIVE_TYPE] }, { pattern: VECTOR_PATTERN }],
});

const unique = z.union([z.boolean(), z.literal('app')]).optional().describe(
  'In a private table, true is per owner; "app" is for the rows of all owners',
);

const referenceSpec = z.strictObject({
  table: z.string(),
  column: z.literal('id').optional(),
  on_delete: z.enum(['cascade', 'restrict', 'set_null']).optional(),
});

const columnSpec = z.strictObject({
  // A native column may have any name.
  name: z.string().meta({ maxLength: column.name.maxNameLength }),
  renamed_from: z.string().meta({ maxLength: column.renamed_from.maxNameLength }).optional().describe(FORMER_NAME),
  type: columnType,
  sql_type: z.string().optional().describe(`The SQL type of a ${NATIVE_TYPE} column, repeated from the current schema`),
  required: z.boolean().optional(),
  unique,
  default: z.unknown().optional().describe(
    `A literal of the column's type, or {"function": one of ${DEFAULT_FUNCTIONS.join(', ')}}`,
  ),
  references: referenceSpec.optional(),
  description: text(column.description).optional(),
  max_length: wholeNumber(column.max_length).optional(),
  min_length: wholeNumber(column.min_length).optional(),
  min: z.number().meta(NUMBER).optional(),
  max: z.number().meta(NUMBER).optional(),
  values: list(text(column.values.items), column.values).optional(),
  renamed_values: z.record(z.string(), z.string()).optional().describe('{"old label": "new label"}'),
});

const indexSpec = z.strictObject({
  columns: list(z.string(), index.columns).optional(),
  unique,
  definition: z.string().optional().describe('An index that SQL has created, repeated from the current schema'),
});

/** The shape of one table of a spec. */
export const tableSpec = z.strictObject({
  name: name(table.name),
  renamed_from: name(table.renamed_from).optional().describe(FORMER_NAME),
  display_name: text(table.display_name).optional(),
  description: text(table.description).optional(),
  scope: z.enum([...SCOPES, ...SCOPE_ALIASES]).optional(),
  columns: list(columnSpec, table.columns),
  indexes: list(indexSpec, table.indexes).optional(),
});

/** The shape of a whole-app spec: `z.toJSONSchema(schemaSpec)` is what a model is asked to fill in. */
export const schemaSpec = z.strictObject({ tables: list(tableSpec, schema.tables) });

export type ReferenceSpec = z.infer<typeof referenceSpec>;
export type ColumnSpec = z.infer<typeof columnSpec>;
export type IndexSpec = z.infer<typeof indexSpec>;
export type TableSpec = z.infer<typeof tableSpec>;
export type SchemaSpec = z.infer<typeof schemaSpec>;
