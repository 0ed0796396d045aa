import { randomUUID } from 'node:crypto';
import type { IntrospectResult } from '@supabase/lite';
import type postgres from 'postgres';

/**
 * Supabase Lite hands JSON to the driver as text, and the driver writes a text into a json parameter as a JSON string:
 * the database would get "{\"a\":1}" instead of {"a":1}. Both halves of the stack undo that, each in its own way.
 */

/** The driver's types json and jsonb, with this serializer. */
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
 * PostgreSQL makes a number of a numeric in JSON, and so PostgREST answers one. The driver gives its text, of which Lite
 * makes a number only where that is written as JavaScript would: 1.5, but not 1.50. NaN and the infinities stay texts.
 */
export const numericType: Record<string, postgres.PostgresType> = {
  numeric: {
    to: 1700,
    from: [1700],
    serialize: String,
    parse: (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text),
  },
};

/** For Auth, which writes all its JSON as text itself. */
export function serializeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * For the Data API, which writes rows as they are but the arguments of functions as text. The arguments are wrapped
 * before Lite sees them, in a marker that nobody can guess, and the text of a wrapped one is taken as it is.
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

/** Wraps what goes into json parameters. Strings are left: Lite passes them on, and the driver does the right thing. */
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
