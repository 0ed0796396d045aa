import { validateSchema } from '../../../shared/schema_spec.ts';
import type { ColumnSpec, ReferenceSpec, SchemaSpec, TableSpec } from '../../../shared/spec_shape.ts';
import { pick, type Random } from '../spec_mutations.ts';

// Whole-app specs that grow out of each other, as an app's owner would change them: each is valid, and says what it renames.

/** Few names, so that one that was dropped or renamed comes back for something else. */
const TABLES = ['lists', 'todos', 'notes', 'items', 'tags', 'a_table_whose_name_has_forty_eight_characters_x'];
const COLUMNS = ['title', 'text', 'state', 'due', 'amount', 'owner_id', 'list_id', 'data', 'odd', 'x'.repeat(63)];
const TYPES = [
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
  'string',
  'int',
  'datetime',
];
const LABELS = ['open', 'done', "it's", 'a "quote"', 'back\\slash', '{brace,}', 'ü🦀'];
const TEXTS = ['Plain', "it's $1 %I", 'line\nbreak', '"quoted" \\back', ''];
const SCOPES = ['private', 'shared', 'public_read', 'read_only', 'user_scoped'] as const;
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

export function firstSpec(random: Random): SchemaSpec {
  return evolve({ tables: [newTable('lists', [], random), newTable('todos', ['lists'], random)] }, random);
}

/** The next spec: one to four changes, until the result is valid. */
export function evolve(spec: SchemaSpec, random: Random): SchemaSpec {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const next = withoutRenames(spec);
    for (let count = 1 + Math.floor(random() * 4); count > 0; count--) change(next, random);
    dropFalseRenames(next, spec);
    if (validateSchema(next).length === 0) return next;
  }
  throw new Error('No valid spec could be made');
}

/** What was added and renamed within one step has no former name. */
function dropFalseRenames(next: SchemaSpec, spec: SchemaSpec): void {
  for (const table of next.tables) {
    if (spec.tables.every(({ name }) => name !== table.renamed_from)) delete table.renamed_from;
    const former = formerOf(table, next.tables, spec.tables)?.columns ?? [];
    for (const column of table.columns) {
      if (former.every(({ name }) => name !== column.renamed_from)) delete column.renamed_from;
    }
  }
}

/** A spec as a state: without what it says about the one before. */
export function withoutRenames(spec: SchemaSpec): SchemaSpec {
  const copy = structuredClone(spec);
  for (const table of copy.tables) {
    delete table.renamed_from;
    for (const column of table.columns) {
      delete column.renamed_from;
      delete column.renamed_values;
    }
  }
  return copy;
}

/** Which of the items before a change an item of after it is: its renamed_from, or its own name where no other took that. */
export function formerOf<Item extends { name: string; renamed_from?: string | undefined }>(
  item: Item,
  items: readonly Item[],
  before: readonly Item[],
): Item | undefined {
  const name = item.renamed_from ?? item.name;
  if (item.renamed_from === undefined && items.some((other) => other.renamed_from === name)) return undefined;
  return before.find((former) => former.name === name);
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function choose<T>(items: readonly T[], random: Random): T {
  const item = pick(items, random);
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}

function newTable(name: string, others: readonly string[], random: Random): TableSpec {
  const names = shuffled(COLUMNS, random).slice(0, 2 + Math.floor(random() * 4));
  return {
    name,
    ...(chance(random, 0.7) && { scope: choose(SCOPES, random) }),
    columns: names.map((column) => newColumn(column, [...others, name, 'users'], random)),
  };
}

function newColumn(name: string, tables: readonly string[], random: Random): ColumnSpec {
  if (chance(random, 0.2)) return { name, type: 'uuid', references: newReference(tables, random) };
  const column: ColumnSpec = { name, type: choose(TYPES, random) };
  if (column.type === 'enum') column.values = shuffled(LABELS, random).slice(0, 1 + Math.floor(random() * 4));
  if (chance(random, 0.4)) column.default = newDefault(column, random);
  if (chance(random, 0.3)) column.required = chance(random, 0.8);
  if (chance(random, 0.1)) column.unique = true;
  return column;
}

function newReference(tables: readonly string[], random: Random): ReferenceSpec {
  const onDelete = pick(['cascade', 'restrict', 'set_null', undefined] as const, random);
  return { table: choose(tables, random), ...(onDelete !== undefined && { on_delete: onDelete }) };
}

function newDefault(column: ColumnSpec, random: Random): unknown {
  const canonical = { string: 'text', int: 'integer', datetime: 'timestamptz' }[column.type] ?? column.type;
  return choose(canonical === 'enum' ? column.values ?? ['open'] : DEFAULTS[canonical] ?? [null], random);
}

type Change = (spec: SchemaSpec, table: TableSpec, column: ColumnSpec, random: Random) => void;

const changes: readonly Change[] = [
  addTable,
  dropTable,
  renameTable,
  exchangeTables,
  addColumn,
  addColumn,
  dropColumn,
  renameColumn,
  renameColumn,
  exchangeColumns,
  changeType,
  changeType,
  changeType,
  changeRequired,
  changeRequired,
  changeDefault,
  changeUnique,
  changeIndexes,
  changeIndexes,
  changeReference,
  changeReference,
  changeValues,
  changeValues,
  changeLimits,
  changeLimits,
  changeScope,
  changeWords,
  changeOrder,
];

function change(spec: SchemaSpec, random: Random): void {
  const table = pick(spec.tables, random);
  const column = pick(table?.columns ?? [], random);
  if (table !== undefined && column !== undefined) choose(changes, random)(spec, table, column, random);
}

function addTable(spec: SchemaSpec, _table: TableSpec, _column: ColumnSpec, random: Random): void {
  const others = spec.tables.map(({ name }) => name);
  spec.tables.push(newTable(choose(TABLES, random), others, random));
}

/** With the references to it, or with the columns that hold them. */
function dropTable(spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  spec.tables.splice(spec.tables.indexOf(table), 1);
  for (const other of spec.tables) {
    for (const column of other.columns.filter(({ references }) => references?.table === table.name)) {
      if (chance(random, 0.5)) delete column.references;
      else dropColumn(spec, other, column);
    }
  }
}

function renameTable(spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  setTableName(spec, table, choose(TABLES, random));
}

/** The rename of one into the other's name, which the other leaves or is dropped for. */
function exchangeTables(spec: SchemaSpec, table: TableSpec, column: ColumnSpec, random: Random): void {
  const other = choose(spec.tables, random);
  if (other === table) return;
  const name = other.name;
  if (chance(random, 0.5)) setTableName(spec, other, choose(TABLES, random));
  else dropTable(spec, other, column, random);
  if (chance(random, 0.7)) setTableName(spec, table, name);
  else addTable(spec, table, column, random);
}

function setTableName(spec: SchemaSpec, table: TableSpec, name: string): void {
  if (name === table.name) return;
  for (const { columns } of spec.tables) {
    for (const column of columns) if (column.references?.table === table.name) column.references.table = name;
  }
  table.renamed_from ??= table.name;
  table.name = name;
  if (table.renamed_from === name) delete table.renamed_from;
}

function addColumn(spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  table.columns.push(newColumn(choose(COLUMNS, random), ['users', ...spec.tables.map(({ name }) => name)], random));
}

function dropColumn(_spec: SchemaSpec, table: TableSpec, column: ColumnSpec): void {
  table.columns.splice(table.columns.indexOf(column), 1);
  for (const index of table.indexes ?? []) index.columns = index.columns.filter((name) => name !== column.name);
  table.indexes = (table.indexes ?? []).filter(({ columns }) => columns.length > 0);
}

function renameColumn(_spec: SchemaSpec, table: TableSpec, column: ColumnSpec, random: Random): void {
  setColumnName(table, column, choose(COLUMNS, random));
}

function exchangeColumns(spec: SchemaSpec, table: TableSpec, column: ColumnSpec, random: Random): void {
  const other = choose(table.columns, random);
  if (other === column) return;
  const name = other.name;
  if (chance(random, 0.5)) setColumnName(table, other, choose(COLUMNS, random));
  else dropColumn(spec, table, other);
  setColumnName(table, column, name);
}

function setColumnName(table: TableSpec, column: ColumnSpec, name: string): void {
  if (name === column.name) return;
  for (const index of table.indexes ?? []) index.columns = index.columns.map((old) => old === column.name ? name : old);
  column.renamed_from ??= column.name;
  column.name = name;
  if (column.renamed_from === name) delete column.renamed_from;
}

function changeType(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  for (
    const option of [
      'values',
      'renamed_values',
      'min',
      'max',
      'min_length',
      'max_length',
      'default',
      'references',
    ] as const
  ) {
    delete column[option];
  }
  column.type = choose(TYPES, random);
  if (column.type === 'enum') column.values = chance(random, 0.5) ? LABELS : shuffled(LABELS, random).slice(0, 3);
  if (chance(random, 0.2)) column.default = newDefault(column, random);
}

function changeRequired(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  column.required = column.required !== true;
  if (column.required && column.references === undefined && chance(random, 0.5)) {
    column.default = newDefault(column, random);
  }
  if (column.references?.on_delete === 'set_null') delete column.references.on_delete;
}

function changeDefault(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  if (column.default !== undefined && chance(random, 0.5)) delete column.default;
  else column.default = newDefault(column, random);
}

function changeUnique(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec): void {
  column.unique = column.unique !== true;
}

function changeIndexes(_spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  const indexes = table.indexes ??= [];
  if (indexes.length > 0 && chance(random, 0.5)) indexes.splice(Math.floor(random() * indexes.length), 1);
  else {
    const names = [...table.columns.map(({ name }) => name), 'created_at', 'user_id'];
    const columns = shuffled(names, random).slice(0, 1 + Math.floor(random() * 2));
    indexes.push({ columns, ...(chance(random, 0.2) && { unique: true }) });
  }
}

function changeReference(spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  if (column.references !== undefined && chance(random, 0.4)) delete column.references;
  else column.references = newReference(['users', ...spec.tables.map(({ name }) => name)], random);
}

function changeValues(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  const values = column.values;
  if (values === undefined) return;
  const unused = LABELS.filter((label) => !values.includes(label));
  const label = choose(values, random);
  const next = pick(unused, random);
  const kind = random();
  if (kind < 0.3) column.values = values.filter((other) => other !== label);
  else if (next === undefined) column.values = shuffled(values, random);
  else if (kind < 0.5) column.values = shuffled([...values, next], random);
  else {
    column.values = values.map((other) => other === label ? next : other);
    if (column.renamed_values !== undefined) return;
    column.renamed_values = { [label]: next };
    if (column.default === label) column.default = next;
  }
}

function changeLimits(_spec: SchemaSpec, _table: TableSpec, column: ColumnSpec, random: Random): void {
  const isText = column.type === 'text' || column.type === 'string';
  const option = choose(isText ? ['min_length', 'max_length'] as const : ['min', 'max'] as const, random);
  if (column[option] !== undefined && chance(random, 0.4)) delete column[option];
  else column[option] = choose(option.startsWith('min') ? [0, 1] : [1, 10, 1_000], random);
}

function changeScope(_spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  table.scope = choose(SCOPES, random);
}

function changeWords(_spec: SchemaSpec, table: TableSpec, column: ColumnSpec, random: Random): void {
  const words = choose(TEXTS, random);
  const kind = random();
  if (kind < 0.3) table.description = words;
  else if (kind < 0.6) column.description = words;
  else if (words !== '') table.display_name = words;
  else delete table.display_name;
}

function changeOrder(spec: SchemaSpec, table: TableSpec, _column: ColumnSpec, random: Random): void {
  table.columns = shuffled(table.columns, random);
  spec.tables = shuffled(spec.tables, random);
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items.map((item) => [random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
}
