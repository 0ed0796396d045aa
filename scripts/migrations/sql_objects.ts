import { loadModule, parseSync } from '@libpg-query/parser';
import { isDeepStrictEqual } from 'node:util';

// The parser is WASM, which must be loaded before the first call.
await loadModule();

/** What `create or replace function` cannot change, as far as the SQL shows it. */
export interface FunctionSignature {
  /** The name with its schema. */
  name: string;
  /** The types of its input arguments, as `drop function` takes them. */
  arguments: string;
  /** Mode, name and type of every parameter, including those of `returns table`. */
  parameters: string[];
  /** How many parameters have a default. */
  defaults: number;
  result: string;
}

export interface Trigger {
  name: string;
  table: string;
}

type Node = Record<string, unknown>;

export function functionsIn(sql: string): FunctionSignature[] {
  return statements(sql, 'CreateFunctionStmt').map((statement) => {
    const parameters = nodes(statement['parameters'], 'FunctionParameter').map((parameter) => ({
      name: String(parameter['name'] ?? ''),
      mode: String(parameter['mode']).replace('FUNC_PARAM_', '').toLowerCase(),
      type: typeText(parameter['argType'] as Node),
      hasDefault: parameter['defexpr'] !== undefined,
    }));
    const isInput = ({ mode }: { mode: string }) => mode !== 'out' && mode !== 'table';
    return {
      name: strings(statement['funcname']).join('.'),
      arguments: parameters.filter(isInput).map(({ type }) => type).join(', '),
      parameters: parameters.map(({ name, mode, type }) => `${mode} ${name} ${type}`),
      defaults: parameters.filter(({ hasDefault }) => hasDefault).length,
      result: statement['returnType'] === undefined ? '' : typeText(statement['returnType'] as Node),
    };
  });
}

export function triggersIn(sql: string): Trigger[] {
  return statements(sql, 'CreateTrigStmt').map((statement) => {
    const relation = statement['relation'] as { schemaname?: string; relname: string };
    return {
      name: String(statement['trigname']),
      table: [relation.schemaname, relation.relname].filter((part) => part !== undefined).join('.'),
    };
  });
}

/** Returns whether `create or replace` accepts the new function without dropping the one of the same name and arguments. */
export function isReplaceable(before: FunctionSignature, after: FunctionSignature): boolean {
  return isDeepStrictEqual(before.parameters, after.parameters) && before.result === after.result &&
    after.defaults >= before.defaults;
}

/** Returns whether two SQL texts differ only in comments and whitespace. */
export function haveSameStatements(left: string, right: string): boolean {
  const tree = (sql: string) =>
    (parseSync(sql).stmts ?? []).map(({ stmt }: { stmt?: unknown }) =>
      JSON.stringify(stmt, (key, value: unknown) => key === 'location' ? undefined : value)
    );
  return isDeepStrictEqual(tree(left), tree(right));
}

function statements(sql: string, kind: string): Node[] {
  return nodes((parseSync(sql).stmts ?? []).map(({ stmt }: { stmt?: unknown }) => stmt), kind);
}

function nodes(list: unknown, kind: string): Node[] {
  if (!Array.isArray(list)) return [];
  return (list as Node[]).map((node) => node[kind]).filter((node) => node !== undefined) as Node[];
}

function strings(list: unknown): string[] {
  return nodes(list, 'String').map((node) => String(node['sval']));
}

/** One name for each type that has two. The parser returns pg_catalog.int8 for bigint. */
const usualNames: Record<string, string> = { int2: 'smallint', int4: 'integer', int8: 'bigint', bool: 'boolean' };

function typeText(type: Node): string {
  const written = strings(type['names']).join('.').replace(/^pg_catalog\./, '');
  const name = usualNames[written] ?? written;
  const dimensions = Array.isArray(type['arrayBounds']) ? '[]'.repeat(type['arrayBounds'].length) : '';
  return `${type['setof'] === true ? 'setof ' : ''}${name}${dimensions}${type['pct_type'] === true ? '%type' : ''}`;
}
