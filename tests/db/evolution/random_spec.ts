import { SCOPES as SPEC_SCOPES } from '../../../shared/schema_spec/scopes.ts';
import { COLUMN_TYPES, SCOPE_ALIASES, TYPE_ALIASES } from '../../../shared/schema_spec/spec_lists.ts';
import type { ColumnSpec, ReferenceSpec, TableSpec } from '../../../shared/schema_spec/spec_shape.ts';
import { pick, type Random } from '../../harness/random.ts';

// Random tables, columns, references and defaults, with few names and with strings that break careless quoting.

/** Only a few names, so that a dropped or renamed table's name is used again for another table. */
export const TABLES = ['lists', 'todos', 'notes', 'items', 'tags', 'a_table_whose_name_has_forty_eight_characters_x'];
export const COLUMNS = [
  'title',
  'text',
  'state',
  'due',
  'amount',
  'owner_id',
  'list_id',
  'data',
  'odd',
  'x'.repeat(63),
];
/** All types, and some aliases. */
export const TYPES: readonly string[] = [...COLUMN_TYPES, 'string', 'int', 'datetime'];
export const LABELS = ['open', 'done', "it's", 'a "quote"', 'back\\slash', '{brace,}', 'ü🦀'];
export const TEXTS = ['Plain', "it's $1 %I", 'line\nbreak', '"quoted" \\back', ''];
export const SCOPES = [...SPEC_SCOPES, ...SCOPE_ALIASES];
const DEFAULTS: Readonly<Record<string, readonly unknown[]>> = {
  text: ['', "it's", '{"a": 1}', '\\', 'default'],
  number: [0, 1.5, -1e-7],
  integer: [0, 1, -2147483648],
  bigint: [0, 1, 9007199254740991],
  float: [0, 0.5, 1e300],
  boolean: [true, false],
  date: ['2026-02-28', { function: 'now' }],
  time: ['10:30', '23:59:59', { function: 'now' }],
  timestamptz: ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123456+14:00', { function: 'now' }],
  uuid: ['3F8A0B52-4f67-4c1e-9f0a-1d2c3b4a5e6f', { function: 'random_uuid' }, { function: 'current_user_id' }],
  jsonb: [{ a: [1, null] }, [], 'text', 1],
  enum: LABELS,
  'text[]': [[], ['a', "b'", '{}']],
  'integer[]': [[], [1, 2]],
  'number[]': [[], [1.5]],
  'uuid[]': [[], ['3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f']],
};

const aliases: Readonly<Record<string, string>> = TYPE_ALIASES;

/** The canonical name of a type of a valid spec. */
export function canonicalType(type: string): string {
  return aliases[type] ?? type;
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function choose<T>(items: readonly T[], random: Random): T {
  const item = pick(items, random);
  if (item === undefined) throw new Error('Cannot choose from an empty list');
  return item;
}

export function newTable(name: string, others: readonly string[], random: Random): TableSpec {
  const names = shuffled(COLUMNS, random).slice(0, 2 + Math.floor(random() * 4));
  return {
    name,
    ...(chance(random, 0.7) && { scope: choose(SCOPES, random) }),
    columns: names.map((column) => newColumn(column, [...others, name, 'users'], random)),
  };
}

export function newColumn(name: string, tables: readonly string[], random: Random): ColumnSpec {
  if (chance(random, 0.2)) return { name, type: 'uuid', references: newReference(tables, random) };
  const column: ColumnSpec = { name, type: choose(TYPES, random) };
  if (column.type === 'enum') column.values = shuffled(LABELS, random).slice(0, 1 + Math.floor(random() * 4));
  if (chance(random, 0.4)) column.default = newDefault(column, random);
  if (chance(random, 0.3)) column.required = chance(random, 0.8);
  if (chance(random, 0.1)) column.unique = true;
  return column;
}

export function newReference(tables: readonly string[], random: Random): ReferenceSpec {
  const onDelete = pick(['cascade', 'restrict', 'set_null', undefined] as const, random);
  return { table: choose(tables, random), ...(onDelete !== undefined && { on_delete: onDelete }) };
}

export function newDefault(column: ColumnSpec, random: Random): unknown {
  const canonical = canonicalType(column.type);
  return choose(canonical === 'enum' ? column.values ?? ['open'] : DEFAULTS[canonical] ?? [null], random);
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items.map((item) => [random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
}
