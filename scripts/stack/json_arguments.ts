import { randomUUID } from 'node:crypto';
import type { IntrospectResult } from '@supabase/lite';

/**
 * Supabase Lite writes the json arguments of a function as text, and the driver then writes that text as a JSON string:
 * the function would get "{\"a\":1}" instead of {"a":1}. So arguments are wrapped before Lite sees them, in a marker
 * that nobody can guess, and the driver takes the text of a wrapped one as it is.
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

/** The driver's serializer for json and jsonb. */
export function serializeJson(value: unknown): string {
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
