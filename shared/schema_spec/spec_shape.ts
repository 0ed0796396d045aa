import { z } from 'zod';
import { canonicalType, COLUMN_TYPES, TYPE_ALIASES, VECTOR_PATTERN } from './column_types.ts';
import { DEFAULT_FUNCTIONS } from './column_defaults.ts';
import { characters, type Reason } from './problem.ts';
import { RESERVED_WORDS } from './reserved_words.ts';
import { SCOPES } from './scopes.ts';
import * as limits from './spec_limits.ts';

/** Columns that every app table has by itself. */
export const STANDARD_COLUMNS = ['id', 'user_id', 'created_at', 'updated_at'] as const;
const SYSTEM_COLUMNS = ['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'] as const;

/** The table of profiles that every app has by itself. */
export const USERS_TABLE = 'users';

export type Scope = (typeof SCOPES)[number];
/** What older callers write for `private`. */
const USER_SCOPED = 'user_scoped';

const NAME_PATTERN = '^[a-z][a-z0-9_]*$';
const isName = new RegExp(NAME_PATTERN);

/** A check on one field that names its reason; a failure ends the checks of that field. */
function rule<T>(reason: Reason, message: string, holds: (value: T) => boolean) {
  return z.refine<T>(holds, { error: message, abort: true, params: { reason } });
}

function identifier(maxLength: number, reserved: readonly string[]) {
  return z.string().check(
    rule('name_too_long', `must have at most ${maxLength} characters`, (name) => characters(name) <= maxLength),
    rule(
      'invalid_name',
      'must start with a lower-case letter and hold only a-z, 0-9 and _',
      (name) => isName.test(name),
    ),
    rule('reserved_name', 'is a reserved name', (name) => !reserved.includes(name) && !RESERVED_WORDS.has(name)),
  ).meta({ pattern: NAME_PATTERN, maxLength });
}

// Zod counts UTF-16 units, PostgreSQL and JSON Schema count characters: hence no z.string().max().
function text(minLength: number, maxLength: number) {
  const message = minLength > 0
    ? `must have ${minLength} to ${maxLength} characters`
    : `must have at most ${maxLength} characters`;
  return z.string().check(rule('invalid_value', message, (value) => {
    const length = characters(value);
    return length >= minLength && length <= maxLength;
  })).meta({ ...(minLength > 0 && { minLength }), maxLength });
}

const columnType = z.string()
  .check(rule('unknown_type', 'is not a column type', (type) => canonicalType(type) !== undefined))
  .meta({ anyOf: [{ enum: [...COLUMN_TYPES, ...Object.keys(TYPE_ALIASES)] }, { pattern: VECTOR_PATTERN }] });

export const enumLabel = text(1, limits.MAX_ENUM_VALUE)
  .check(rule('invalid_value', 'must have no control characters', (label) => !/\p{Cc}/u.test(label)));

const description = text(0, limits.MAX_DESCRIPTION);

const referenceSpec = z.strictObject({
  table: z.string(),
  column: z.literal('id').optional(),
  on_delete: z.enum(['cascade', 'restrict', 'set_null']).optional(),
});

const columnName = identifier(limits.MAX_COLUMN_NAME, [...STANDARD_COLUMNS, ...SYSTEM_COLUMNS]);
const tableName = identifier(limits.MAX_TABLE_NAME, [USERS_TABLE]);
const RENAMED_FROM = 'The former name, where this is a rename: the data is kept';

const columnSpec = z.strictObject({
  name: columnName,
  renamed_from: columnName.optional().describe(RENAMED_FROM),
  type: columnType,
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  default: z.unknown().optional().describe(
    `A literal of the column's type, or {"function": one of ${DEFAULT_FUNCTIONS.join(', ')}}`,
  ),
  references: referenceSpec.optional(),
  description: description.optional(),
  // What these bound depends on the type: `spec_rules.ts`.
  max_length: z.number().meta({ type: 'integer', ...limits.MAX_LENGTH }).optional(),
  min_length: z.number().meta({ type: 'integer', ...limits.MIN_LENGTH }).optional(),
  min: z.number().meta(limits.NUMBER).optional(),
  max: z.number().meta(limits.NUMBER).optional(),
  values: z.array(enumLabel).min(1).max(limits.MAX_ENUM_VALUES).optional(),
  renamed_values: z.record(z.string(), z.string()).optional().describe('{"old label": "new label"}'),
});

const indexSpec = z.strictObject({
  columns: z.array(z.string()).min(1).max(limits.MAX_INDEX_COLUMNS),
  unique: z.boolean().optional(),
});

/** One table of a spec. The shape alone: `validateTable` in `schema_spec.ts` also checks what spans fields. */
export const tableSpec = z.strictObject({
  name: tableName,
  renamed_from: tableName.optional().describe(RENAMED_FROM),
  display_name: text(1, limits.MAX_DISPLAY_NAME).optional(),
  description: description.optional(),
  scope: z.enum([...SCOPES, USER_SCOPED]).optional(),
  columns: z.array(columnSpec).min(1).max(limits.MAX_COLUMNS),
  indexes: z.array(indexSpec).max(limits.MAX_INDEXES).optional(),
});

/** The shape of a schema spec: `z.toJSONSchema(schemaSpec)` is what a model is asked to fill in. */
export const schemaSpec = z.strictObject({ tables: z.array(tableSpec).min(1).max(limits.MAX_TABLES) });

export type ReferenceSpec = z.infer<typeof referenceSpec>;
export type ColumnSpec = z.infer<typeof columnSpec>;
export type IndexSpec = z.infer<typeof indexSpec>;
export type TableSpec = z.infer<typeof tableSpec>;
export type SchemaSpec = z.infer<typeof schemaSpec>;
