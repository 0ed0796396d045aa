/** The column types a spec may name, beside `vector(n)`. */
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

/** Names that people and models write for a type, and the type that they mean. */
export const TYPE_ALIASES = {
  string: 'text',
  numeric: 'number',
  decimal: 'number',
  int: 'integer',
  double: 'float',
  bool: 'boolean',
  datetime: 'timestamptz',
  timestamp: 'timestamptz',
  json: 'jsonb',
} as const;

export type PlainType = (typeof COLUMN_TYPES)[number];
export type ColumnType = PlainType | `vector(${string})`;

/** `vector(1)` to `vector(2000)`, the most dimensions that a pgvector index takes; no leading zeros, no spaces. */
export const VECTOR_PATTERN = '^vector\\((?:[1-9][0-9]{0,2}|1[0-9]{3}|2000)\\)$';

const isVector = new RegExp(VECTOR_PATTERN);
const canonical = new Map<string, ColumnType>([
  ...COLUMN_TYPES.map((type) => [type, type] as const),
  ...Object.entries(TYPE_ALIASES),
]);

/** The canonical name of a column type, or undefined for what is none. */
export function canonicalType(type: unknown): ColumnType | undefined {
  if (typeof type !== 'string') return undefined;
  return isVector.test(type) ? (type as ColumnType) : canonical.get(type);
}
