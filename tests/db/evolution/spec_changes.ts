import type { ColumnSpec, SchemaSpec, TableSpec } from '../../../shared/schema_spec/spec_shape.ts';
import { pick, type Random } from '../../harness/random.ts';
import {
  chance,
  choose,
  COLUMNS,
  LABELS,
  newColumn,
  newDefault,
  newReference,
  newTable,
  SCOPES,
  shuffled,
  TABLES,
  TEXTS,
  TYPES,
} from './random_spec.ts';

// Random changes, such as an app's owner would request. The result may be invalid.

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

export function changeSpec(spec: SchemaSpec, random: Random): void {
  const table = pick(spec.tables, random);
  const column = pick(table?.columns ?? [], random);
  if (table !== undefined && column !== undefined) choose(changes, random)(spec, table, column, random);
}

function addTable(spec: SchemaSpec, _table: TableSpec, _column: ColumnSpec, random: Random): void {
  const others = spec.tables.map(({ name }) => name);
  spec.tables.push(newTable(choose(TABLES, random), others, random));
}

/** Drops a table together with the references to it, or with the columns that hold them. */
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

/** Gives a table the name of another table, which is renamed or dropped. */
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
  for (const index of table.indexes ?? []) index.columns = (index.columns ?? []).filter((name) => name !== column.name);
  table.indexes = (table.indexes ?? []).filter(({ columns = [] }) => columns.length > 0);
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
  for (const index of table.indexes ?? []) {
    index.columns = (index.columns ?? []).map((old) => old === column.name ? name : old);
  }
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
