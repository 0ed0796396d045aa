import { randomUUID } from 'node:crypto';
import type { IntrospectResult } from '@supabase/lite';
import type postgres from 'postgres';

/**
 * Supabase Lite passes JSON to the driver as a string, and the driver encodes a string for a json parameter as a JSON string:
 * the database would receive "{\"a\":1}" instead of {"a":1}. Auth and the Data API each undo that in their own way.
 */

/** Returns the driver's types json and jsonb with the given serializer. */
export function jsonTypes(serialize: (value: unknown) => string): Record<string, postgres.PostgresType> {
  const type = (oid: number): postgres.PostgresType => ({
    to: oid,
    from: [oid],
    serialize,
    parse: (text: string) => JSON.parse(text) as unknown,
  });
  return { json: type(114), jsonb: type(3802) };
}

/**
 * Returns a numeric as a number, as PostgREST does. The driver returns it as a string, and Lite converts the string only if
 * JavaScript would write the number the same way: 1.5, but not 1.50. NaN and the infinities remain strings.
 */
export const numericType: Record<string, postgres.PostgresType> = {
  numeric: {
    to: 1700,
    from: [1700],
    serialize: String,
    parse: (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text),
  },
};

/** The serializer for Auth, which itself writes all its JSON as strings. */
export function serializeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * For the Data API, which passes rows as objects but the arguments of functions as strings. Each argument is wrapped before Lite
 * sees it, in a marker that nobody can guess, and the string of a wrapped argument is sent unchanged.
 */
const marker = randomUUID();
const prefix = `{"${marker}":`;

interface Call {
  type?: string;
  function?: string;
  schema?: string;
  args?: object | unknown[];
  httpMethod?: 'GET' | 'POST';
}

export function serializeValue(value: unknown): string {
  if (typeof value === 'string' && value.startsWith(prefix)) return value.slice(prefix.length, -1);
  return JSON.stringify(value);
}

/** Wraps the values for json parameters. Strings are not wrapped: Lite passes them on, and the driver encodes them correctly. */
export function wrapJsonArguments<Ast extends Call>(ast: Ast, schema: IntrospectResult): Ast {
  const { args } = ast;
  if (ast.type !== 'rpc' || ast.httpMethod === 'GET' || args === undefined || Array.isArray(args)) return ast;
  const overloads = (schema.functions ?? []).filter(({ schema: of, name }) =>
    of === (ast.schema ?? 'public') && name === ast.function
  );
  const isJson = (parameter: string) =>
    overloads.some(({ arg_names, arg_types }) => /^jsonb?$/.test(arg_types[arg_names.indexOf(parameter)] ?? ''));
  const wrapped = Object.entries(args).map(([name, value]: [string, unknown]) => {
    const wraps = value !== null && typeof value !== 'string' && isJson(name);
    return [name, wraps ? { [marker]: value } : value] as const;
  });
  return { ...ast, args: Object.fromEntries(wrapped) };
}
