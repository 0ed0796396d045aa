import { randomUUID } from 'node:crypto';
import type { IntrospectResult } from '@supabase/lite';
import { sql } from 'kysely';
import type postgres from 'postgres';
import { parse as parseArray } from 'postgres-array';
import { digitsOf, exactNumber, parseMarked, unmarkNumbers } from './exact_numbers.ts';

/**
 * Supabase Lite and the driver guess the type of a value from JavaScript: true becomes a boolean even where the column is jsonb,
 * and a string for a json parameter becomes a JSON string. PostgREST hands each value to the type of its column as text. The
 * functions here do that with the values of a request before Lite sees them, and print what the database returns as it does.
 */

/** Returns the driver's types json and jsonb with the given serializer. */
export function jsonTypes(serialize: (value: unknown) => string): Record<string, postgres.PostgresType> {
  return { json: type(114, parseMarked, serialize), jsonb: type(3802, parseMarked, serialize) };
}

/**
 * The driver's types whose text PostgREST changes for JSON: numbers keep every digit (NaN and the infinities are strings), and
 * timestamps are written as in ISO 8601. The driver would read null in an array as a string.
 */
export function postgrestTypes(): Record<string, postgres.PostgresType> {
  const number = (text: string) => /^-?\d/.test(text) ? exactNumber(text) : text;
  const unchanged = (text: string) => text;
  const scalars: [name: string, oid: number, arrayOid: number, parse: (text: string) => unknown][] = [
    ['bool', 16, 1000, (text) => text === 't'],
    ['bytea', 17, 1001, unchanged],
    ['bigint', 20, 1016, number],
    ['int2', 21, 1005, number],
    ['int4', 23, 1007, number],
    ['float4', 700, 1021, number],
    ['float8', 701, 1022, number],
    ['numeric', 1700, 1231, number],
    ['timestamp', 1114, 1115, isoTime],
    ['timestamptz', 1184, 1185, isoTime],
  ];
  // The arrays of types whose text stays as it is, by their OIDs: text, varchar, date, uuid, inet, ranges and others.
  const texts =
    '1009 1014 1015 1040 1041 1182 1183 1187 1270 143 1561 1563 2951 3643 3905 3907 3909 3911 3913 3927 651 791'
      .split(' ').map(Number);
  return {
    ...Object.fromEntries(scalars.map(([name, oid, , parse]) => [name, type(oid, parse)])),
    ...Object.fromEntries(
      [
        ...scalars.map(([, , oid, parse]) => [oid, parse] as const),
        ...[199, 3807].map((oid) => [oid, parseMarked] as const),
        ...texts.map((oid) => [oid, unchanged] as const),
      ].map(([oid, parse]) => [`array_${oid}`, type(oid, (text) => parseArray(text, parse))]),
    ),
  };
}

function type(
  oid: number,
  parse: (text: string) => unknown,
  serialize: (value: unknown) => unknown = String,
): postgres.PostgresType {
  return { to: oid, from: [oid], serialize, parse };
}

/** 2026-11-29 16:19:15.445139+00 becomes 2026-11-29T16:19:15.445139+00:00. Infinity and dates before Christ have no such form. */
function isoTime(text: string): string {
  const [, date, time, zone = ''] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d)*)?$/.exec(text) ??
    [];
  return date === undefined ? text : `${date}T${time}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`;
}

/** The serializer for Auth, which itself writes all its JSON as strings. */
export function serializeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value for a json parameter is wrapped in a marker that nobody can guess, so that Lite and the driver leave its text alone. */
const marker = randomUUID();
const prefix = `{"${marker}":`;

export function serializeValue(value: unknown): string {
  const text = typeof value === 'string' && value.startsWith(prefix) ? value : JSON.stringify(value);
  return unmarkNumbers(text.startsWith(prefix) ? text.slice(prefix.length, -1) : text);
}

interface Statement {
  type?: string;
  from?: string;
  function?: string;
  schema?: string;
  args?: object | unknown[];
  values?: object | object[];
  where?: object;
  httpMethod?: 'GET' | 'POST';
  $meta?: { missing?: 'null' | 'default'; columns?: string[] };
}
type Row = Record<string, unknown>;

/** Gives the values of a statement, and the arguments of a call, to the types of their columns and parameters. */
export function typeValues<Ast extends Statement>(ast: Ast, schema: IntrospectResult): Ast {
  const { args, values, where } = ast;
  if (ast.type === 'rpc') {
    if (ast.httpMethod === 'GET' || args === undefined || Array.isArray(args)) return ast;
    // Lite passes the strings on, and the driver encodes them as JSON.
    const strings = Object.entries(args).filter(([, value]) =>
      typeof value === 'string' && digitsOf(value) === undefined
    );
    return { ...ast, args: { ...typedRow(args as Row, parameterTypes(ast, schema)), ...Object.fromEntries(strings) } };
  }
  const types = columnTypes(ast, schema);
  const filtered = where === undefined ? ast : { ...ast, where: typedFilter(where, types) };
  if (values === undefined) return filtered;
  const rows = [values].flat() as Row[];
  // Without this preference, a column that another row of the request has is null.
  const omitted = ast.$meta?.missing === 'default' ? rows.flatMap((row) => Object.keys(row)) : [];
  const defaults = Object.fromEntries(omitted.concat(ast.$meta?.columns ?? []).map((name) => [name, sql`default`]));
  const typed = rows.map((row) => ({ ...(ast.$meta?.missing === 'default' && defaults), ...typedRow(row, types) }));
  return { ...filtered, values: Array.isArray(values) ? typed : typed[0] };
}

const ofArrays = new Set(['$contains', '$containedBy', '$overlaps']);

/** Returns the filter with marked numbers as their digits, and with the arrays of array operators in PostgreSQL's form. */
function typedFilter(filter: unknown, types: ReadonlyMap<string, string>, column = ''): unknown {
  if (Array.isArray(filter)) return filter.map((item) => typedFilter(item, types, column));
  if (filter !== null && typeof filter === 'object') {
    return Object.fromEntries(
      Object.entries(filter).map(([key, value]: [string, unknown]) => {
        if (ofArrays.has(key) && isArrayType(types.get(column) ?? '')) return [key, sql`${arrayText([value].flat())}`];
        return [key, typedFilter(value, types, key.startsWith('$') ? column : key)];
      }),
    );
  }
  const digits = digitsOf(filter);
  return digits === undefined ? filter : sql`${digits}`;
}

function isArrayType(name: string): boolean {
  return name.startsWith('_') || name.endsWith('[]') || name === 'ARRAY';
}

function columnTypes({ schema: of = 'public', from }: Statement, { columns }: IntrospectResult): Map<string, string> {
  return new Map(
    columns.filter(({ schema, table }) => schema === of && table === from)
      .map(({ name, pg_type: pgType, type: declared }) => [name, pgType ?? declared]),
  );
}

function parameterTypes({ schema: of = 'public', function: called }: Statement, { functions = [] }: IntrospectResult) {
  return new Map(
    functions.filter(({ schema, name }) => schema === of && name === called)
      .flatMap(({ arg_names: names, arg_types: types }) => names.map((name, at) => [name, types[at] ?? ''] as const)),
  );
}

function typedRow(row: Row, types: ReadonlyMap<string, string>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typed(value, types.get(name) ?? '')]));
}

/** Returns the value as the driver sends it to this type unchanged. Undefined is a column that its default fills. */
function typed(value: unknown, of: string): unknown {
  if (value === null || value === undefined) return value;
  if (/^jsonb?$/.test(of)) return { [marker]: value };
  if (typeof value === 'boolean') return /^bool(ean)?$/.test(of) || of === '' ? value : String(value);
  if (Array.isArray(value) && isArrayType(of)) return arrayText(value);
  if (typeof value === 'object') return unmarkNumbers(JSON.stringify(value));
  const digits = digitsOf(value);
  // Lite would make a number of a string of digits.
  return digits === undefined ? value : sql`${digits}`;
}

/** Returns a PostgreSQL array in its text form. */
function arrayText(items: readonly unknown[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    const text = digitsOf(item) ?? (typeof item === 'object' ? unmarkNumbers(JSON.stringify(item)) : String(item));
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}
