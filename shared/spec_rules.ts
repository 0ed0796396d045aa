import { isDefaultOf } from './column_defaults.ts';
import { canonicalType, type ColumnType } from './column_types.ts';
import { characters, isObject, join, type Problem, type Reason } from './problem.ts';
import { MAX_COLUMN_NAME, MAX_INT4, MAX_TABLE_NAME, MIN_INT4 } from './spec_limits.ts';
import { STANDARD_COLUMNS, USERS_TABLE } from './spec_shape.ts';

type Fields = Record<string, unknown>;

const NUMERIC: readonly string[] = ['number', 'integer', 'bigint', 'float'];
const TYPES_BY_OPTION = {
  max_length: ['text'],
  min_length: ['text'],
  min: NUMERIC,
  max: NUMERIC,
  values: ['enum'],
} satisfies Record<string, readonly string[]>;
type Option = keyof typeof TYPES_BY_OPTION;

/**
 * The rules of a schema spec that span fields. They run on raw input, beside the shape in `spec_shape.ts`,
 * so that one mistake does not hide another: a rule whose fields have the wrong JSON type is left out.
 */
export function schemaRules(schema: unknown, knownTables: readonly string[]): Problem[] {
  const tables = list(isObject(schema) ? schema['tables'] : undefined);
  const referable = new Set([USERS_TABLE, ...knownTables, ...names(tables)]);
  return [
    ...duplicates(names(tables), MAX_TABLE_NAME, (index) => `tables[${index}].name`),
    ...tables.flatMap((table, index) => tableRules(table, `tables[${index}]`, referable)),
  ];
}

/** The same for a table that comes alone. */
export function singleTableRules(table: unknown, knownTables: readonly string[]): Problem[] {
  return tableRules(table, '', new Set([USERS_TABLE, ...knownTables, ...names([table])]));
}

function tableRules(table: unknown, path: string, referable: ReadonlySet<unknown>): Problem[] {
  if (!isObject(table)) return [];
  const columns = list(table['columns']);
  const columnPath = (index: number) => join(join(path, 'columns'), index);
  return [
    ...duplicates(names(columns), MAX_COLUMN_NAME, (index) => `${columnPath(index)}.name`),
    ...columns.flatMap((column, index) => isObject(column) ? columnRules(column, columnPath(index), referable) : []),
    ...(Array.isArray(table['columns']) ? indexRules(table, join(path, 'indexes')) : []),
  ];
}

function columnRules(column: Fields, path: string, referable: ReadonlySet<unknown>): Problem[] {
  const type = canonicalType(column['type']);
  return [
    ...optionRules(column, path, type),
    ...orderRule(column, path, type, 'min_length', 'max_length'),
    ...orderRule(column, path, type, 'min', 'max'),
    ...duplicates(list(column['values']), Infinity, (index) => `${path}.values[${index}]`),
    ...referenceRules(column, path, type, referable),
    ...defaultRules(column, path, type),
  ];
}

/** Which options a type takes. Silent while the type is not known. */
function optionRules(column: Fields, path: string, type: ColumnType | undefined): Problem[] {
  if (type === undefined) return [];
  const problems: Problem[] = [];
  for (const option of Object.keys(TYPES_BY_OPTION) as Option[]) {
    if (column[option] !== undefined && !takes(type, option)) {
      problems.push(problem(`${path}.${option}`, 'invalid_option', `A ${type} column does not take this option`));
    }
  }
  if (type === 'enum' && column['values'] === undefined) {
    problems.push(problem(`${path}.values`, 'missing', 'An enum column needs its values'));
  }
  if (column['unique'] === true && !isComparable(type)) {
    problems.push(problem(`${path}.unique`, 'invalid_option', `A ${type} column cannot be unique`));
  }
  if (type === 'integer' || type === 'bigint') {
    for (const option of ['min', 'max'] as const) {
      const limit = column[option];
      if (typeof limit === 'number' && !isWhole(type, limit)) {
        problems.push(problem(`${path}.${option}`, 'invalid_value', `This is not a value of type ${type}`));
      }
    }
  }
  return problems;
}

function orderRule(column: Fields, path: string, type: ColumnType | undefined, low: Option, high: Option): Problem[] {
  const isWrong = isLess(column[high], column[low]) && takes(type, low);
  return isWrong ? [problem(`${path}.${high}`, 'invalid_value', `This is less than ${low}`)] : [];
}

function referenceRules(
  column: Fields,
  path: string,
  type: ColumnType | undefined,
  referable: ReadonlySet<unknown>,
): Problem[] {
  const references = column['references'];
  if (references === undefined) return [];
  const problems: Problem[] = [];
  if (type !== undefined && type !== 'uuid') {
    problems.push(problem(`${path}.type`, 'type_mismatch', 'A column that references a table has the type uuid'));
  }
  if (!isObject(references)) return problems;
  if (typeof references['table'] === 'string' && !referable.has(references['table'])) {
    problems.push(problem(`${path}.references.table`, 'unknown_table', 'This app has no such table'));
  }
  if (references['on_delete'] === 'set_null' && column['required'] === true) {
    problems.push(problem(`${path}.references.on_delete`, 'invalid_value', 'A required column cannot be set to null'));
  }
  return problems;
}

function defaultRules(column: Fields, path: string, type: ColumnType | undefined): Problem[] {
  const value = column['default'];
  if (value === undefined) return [];
  const at = `${path}.default`;
  if (value === null) return [problem(at, 'invalid_default', 'Leave the default out instead of null')];
  if (column['references'] !== undefined) {
    return [problem(at, 'invalid_option', 'A column that references a table takes no default')];
  }
  if (type === undefined || (isDefaultOf(type, value) && isWithinLimits(column, type, value))) return [];
  return [problem(at, 'invalid_default', `This is not a default of this ${type} column`)];
}

/** Limits that are malformed themselves limit nothing here. */
function isWithinLimits(column: Fields, type: ColumnType, value: unknown): boolean {
  if (type === 'enum') return !Array.isArray(column['values']) || column['values'].includes(value);
  if (type === 'text' && typeof value === 'string') {
    const length = characters(value);
    return !isLess(length, column['min_length']) && !isLess(column['max_length'], length);
  }
  return !NUMERIC.includes(type) || (!isLess(value, column['min']) && !isLess(column['max'], value));
}

function indexRules(table: Fields, path: string): Problem[] {
  const columns = list(table['columns']).filter(isObject);
  const known = new Set<unknown>([...STANDARD_COLUMNS, ...names(columns)]);
  const unfit = new Set(columns.filter((column) => !isComparable(canonicalType(column['type']))).map(nameOf));
  return list(table['indexes']).flatMap((index, position) => {
    const indexed = list(isObject(index) ? index['columns'] : undefined);
    const columnPath = (at: number) => `${path}[${position}].columns[${at}]`;
    return [
      ...duplicates(indexed, Infinity, columnPath),
      ...indexed.flatMap((name, at) => {
        if (typeof name !== 'string') return [];
        if (!known.has(name)) return [problem(columnPath(at), 'unknown_column', 'This table has no such column')];
        return unfit.has(name)
          ? [problem(columnPath(at), 'invalid_option', 'A jsonb or vector column takes no such index')]
          : [];
      }),
    ];
  });
}

function takes(type: ColumnType | undefined, option: Option): boolean {
  return type === undefined || TYPES_BY_OPTION[option].includes(type);
}

/** A type without a useful B-tree order can be neither unique nor indexed this way. */
function isComparable(type: ColumnType | undefined): boolean {
  return type !== 'jsonb' && type?.startsWith('vector') !== true;
}

function isWhole(type: 'integer' | 'bigint', value: number): boolean {
  return Number.isInteger(value) && (type === 'bigint' || (value >= MIN_INT4 && value <= MAX_INT4));
}

function isLess(left: unknown, right: unknown): boolean {
  return typeof left === 'number' && typeof right === 'number' && left < right;
}

/** Every later occurrence of a string; a name that is too long is not compared. */
function duplicates(values: readonly unknown[], maxLength: number, pathOf: (index: number) => string): Problem[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (typeof value !== 'string' || characters(value) > maxLength) return [];
    if (seen.has(value)) return [problem(pathOf(index), 'duplicate_name', 'This name was used before')];
    seen.add(value);
    return [];
  });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function names(entries: readonly unknown[]): unknown[] {
  return entries.map((entry) => isObject(entry) ? nameOf(entry) : undefined);
}

function nameOf(entry: Fields): unknown {
  return entry['name'];
}

function problem(path: string, reason: Reason, message: string): Problem {
  return { path, reason, message };
}
