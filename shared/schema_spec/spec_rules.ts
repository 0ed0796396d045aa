import { isDefaultOf, isNumberOf, isWithin } from './column_defaults.ts';
import { canonicalType, type ColumnType } from './column_types.ts';
import { characters, isObject, join, type Problem, type Reason } from './problem.ts';
import { renameCircles } from './rename_circles.ts';
import { MAX_LENGTH, MIN_LENGTH } from './spec_limits.ts';
import { enumLabel, STANDARD_COLUMNS, USERS_TABLE } from './spec_shape.ts';

type Fields = Record<string, unknown>;

const NUMERIC: readonly string[] = ['number', 'integer', 'bigint', 'float'];
const TYPES_BY_OPTION: ReadonlyMap<string, readonly string[]> = new Map([
  ['max_length', ['text']],
  ['min_length', ['text']],
  ['min', NUMERIC],
  ['max', NUMERIC],
  ['values', ['enum']],
  ['renamed_values', ['enum']],
]);

/**
 * The rules of a schema spec that span fields. They run on raw input, beside the shape in `spec_shape.ts`,
 * so that one mistake does not hide another: a rule whose fields have the wrong JSON type is left out.
 */
export function schemaRules(schema: unknown, knownTables: readonly string[]): Problem[] {
  const tables = list(isObject(schema) ? schema['tables'] : undefined);
  const referable = new Set([USERS_TABLE, ...knownTables, ...names(tables)]);
  return [
    ...duplicates(names(tables), (index) => `tables[${index}].name`),
    ...renames(tables, 'tables'),
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
    ...duplicates(names(columns), (index) => `${columnPath(index)}.name`),
    ...renames(columns, join(path, 'columns')),
    ...columns.flatMap((column, index) => isObject(column) ? columnRules(column, columnPath(index), referable) : []),
    ...indexRules(table, join(path, 'indexes')),
  ];
}

/** Nearly every option of a column depends on its type: silent while the type is not known. */
function columnRules(column: Fields, path: string, referable: ReadonlySet<unknown>): Problem[] {
  const type = canonicalType(column['type']);
  if (type === undefined) return [];
  return [
    ...optionRules(column, path, type),
    ...limitRules(column, path, type),
    ...valueRules(column, path, type),
    ...referenceRules(column, path, type, referable),
    ...defaultRules(column, path, type),
  ];
}

function optionRules(column: Fields, path: string, type: ColumnType): Problem[] {
  const problems: Problem[] = [];
  for (const [option, types] of TYPES_BY_OPTION) {
    if (column[option] !== undefined && !types.includes(type)) {
      problems.push(problem(`${path}.${option}`, 'invalid_option', `is not an option of a ${type} column`));
    }
  }
  if (column['unique'] === true && !isComparable(type)) {
    problems.push(problem(`${path}.unique`, 'invalid_option', `cannot be true for a ${type} column`));
  }
  return problems;
}

function limitRules(column: Fields, path: string, type: ColumnType): Problem[] {
  if (NUMERIC.includes(type)) {
    return limitPair(column, path, type, ['min', 'max'], (_, value) => isNumberOf(type, value));
  }
  if (type !== 'text') return [];
  return limitPair(column, path, type, ['min_length', 'max_length'], (option, value) => {
    return Number.isInteger(value) && isWithin(value, option === 'min_length' ? MIN_LENGTH : MAX_LENGTH);
  });
}

function limitPair(
  column: Fields,
  path: string,
  type: ColumnType,
  options: readonly [low: string, high: string],
  isLimit: (option: string, value: number) => boolean,
): Problem[] {
  const problems: Problem[] = [];
  for (const option of options) {
    const value = column[option];
    if (typeof value === 'number' && !isLimit(option, value)) {
      problems.push(problem(`${path}.${option}`, 'invalid_value', `is not a limit of a ${type} column`));
    }
  }
  const [low, high] = options;
  if (isLess(column[high], column[low])) {
    problems.push(problem(`${path}.${high}`, 'invalid_value', `is less than ${low}`));
  }
  return problems;
}

function valueRules(column: Fields, path: string, type: ColumnType): Problem[] {
  if (type !== 'enum') return [];
  const values = column['values'];
  if (values === undefined) {
    return [problem(`${path}.values`, 'missing', 'is missing: an enum column needs its values')];
  }
  const labels = list(values).map((value) => enumLabel.safeParse(value).data);
  return [
    ...duplicates(labels, (index) => `${path}.values[${index}]`),
    ...relabelRules(column['renamed_values'], values, `${path}.renamed_values`),
  ];
}

/** A label of `renamed_values` leads from one that is gone to one that is there. */
function relabelRules(renamed: unknown, values: unknown, path: string): Problem[] {
  if (!isObject(renamed) || !Array.isArray(values)) return [];
  return Object.entries(renamed)
    .filter(([from, to]) => typeof to === 'string' && (values.includes(from) || !values.includes(to)))
    .map(([from]) => problem(join(path, from), 'invalid_value', 'must lead from a label not in values to one in it'));
}

/** A thing is not renamed from itself, and does not become two. */
function renames(items: readonly unknown[], path: string): Problem[] {
  const sources = items.map((item) => isObject(item) ? item['renamed_from'] : undefined);
  return [
    ...duplicates(sources, (index) => `${join(path, index)}.renamed_from`),
    ...renameCircles(items).map((index) =>
      problem(
        `${join(path, index)}.renamed_from`,
        'invalid_value',
        'is part of a circle of renames: go by way of a third name',
      )
    ),
    ...items.flatMap((item, index) =>
      isObject(item) && typeof item['renamed_from'] === 'string' && item['renamed_from'] === item['name']
        ? [problem(`${join(path, index)}.renamed_from`, 'invalid_value', 'is the name itself')]
        : []
    ),
  ];
}

function referenceRules(
  column: Fields,
  path: string,
  type: ColumnType,
  referable: ReadonlySet<unknown>,
): Problem[] {
  const references = column['references'];
  if (references === undefined) return [];
  const problems: Problem[] = [];
  if (type !== 'uuid') {
    problems.push(problem(`${path}.type`, 'type_mismatch', 'must be uuid, the type of the id that is referenced'));
  }
  if (!isObject(references)) return problems;
  if (typeof references['table'] === 'string' && !referable.has(references['table'])) {
    problems.push(problem(`${path}.references.table`, 'unknown_table', 'is not a table of this app'));
  }
  if (references['on_delete'] === 'set_null' && column['required'] === true) {
    problems.push(problem(`${path}.references.on_delete`, 'invalid_value', 'cannot set a required column to null'));
  }
  return problems;
}

function defaultRules(column: Fields, path: string, type: ColumnType): Problem[] {
  const value = column['default'];
  if (value === undefined) return [];
  if (column['references'] !== undefined) {
    return [problem(`${path}.default`, 'invalid_option', 'is not an option of a column that references a table')];
  }
  if (value !== null && isDefaultOf(type, value) && isWithinLimits(column, type, value)) return [];
  return [problem(`${path}.default`, 'invalid_default', `is not a default of this ${type} column`)];
}

/** Limits of the wrong JSON type limit nothing here. */
function isWithinLimits(column: Fields, type: ColumnType, value: unknown): boolean {
  if (type === 'enum') return column['values'] === undefined || list(column['values']).includes(value);
  if (type === 'text' && typeof value === 'string') {
    const length = characters(value);
    return !isLess(length, column['min_length']) && !isLess(column['max_length'], length);
  }
  return !NUMERIC.includes(type) || (!isLess(value, column['min']) && !isLess(column['max'], value));
}

function indexRules(table: Fields, path: string): Problem[] {
  const types = new Map<unknown, ColumnType | undefined>();
  for (const column of list(table['columns']).filter(isObject)) {
    if (!types.has(column['name'])) types.set(column['name'], canonicalType(column['type']));
  }
  for (const name of STANDARD_COLUMNS) types.set(name, undefined);
  return list(table['indexes']).flatMap((index, position) => {
    const indexed = list(isObject(index) ? index['columns'] : undefined);
    const columnPath = (at: number) => `${path}[${position}].columns[${at}]`;
    return [
      ...duplicates(indexed, columnPath),
      ...indexed.flatMap((name, at) => {
        if (typeof name !== 'string') return [];
        if (!types.has(name)) return [problem(columnPath(at), 'unknown_column', 'is not a column of this table')];
        return isComparable(types.get(name))
          ? []
          : [problem(columnPath(at), 'invalid_option', 'cannot be part of an index by its type')];
      }),
    ];
  });
}

/** A type without a useful B-tree order can be neither unique nor indexed this way. */
function isComparable(type: ColumnType | undefined): boolean {
  return type !== 'jsonb' && type?.startsWith('vector') !== true;
}

function isLess(left: unknown, right: unknown): boolean {
  return typeof left === 'number' && typeof right === 'number' && left < right;
}

/** Every later occurrence of a string. */
function duplicates(values: readonly unknown[], pathOf: (index: number) => string): Problem[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (typeof value !== 'string') return [];
    if (seen.has(value)) return [problem(pathOf(index), 'duplicate_name', 'was used before')];
    seen.add(value);
    return [];
  });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function names(entries: readonly unknown[]): unknown[] {
  return entries.map((entry) => isObject(entry) ? entry['name'] : undefined);
}

function problem(path: string, reason: Reason, message: string): Problem {
  return { path, reason, message };
}
