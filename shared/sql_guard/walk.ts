import { functionRows } from './functions.ts';
import { EXPRESSIONS } from './grammar/expressions.ts';
import { JSON_SYNTAX } from './grammar/json.ts';
import { OBJECTS } from './grammar/objects.ts';
import { QUERIES, withScope } from './grammar/queries.ts';
import { ROUTINES } from './grammar/routines.ts';
import { TABLES } from './grammar/tables.ts';
import { TRIGGERS } from './grammar/triggers.ts';
import type { Parser } from './parser.ts';
import { MAX_DEPTH, noting } from './noting.ts';
import { refuse, Refused, shown, TOO_DEEP } from './refusal.ts';
import { type Grammar, type Place, type Statement, type Tree, unwrap, type Value } from './rules.ts';
import { describe, type Kind } from './statements.ts';

/** Every allowed node type. */
const GRAMMAR: Grammar = {
  ...EXPRESSIONS,
  ...JSON_SYNTAX,
  ...QUERIES,
  ...TABLES,
  ...OBJECTS,
  ...ROUTINES,
  ...TRIGGERS,
};

/** One statement of accepted SQL. */
export interface CheckedStatement {
  kind: Kind;
  /** The command, such as `SELECT` or `CREATE TABLE`. */
  command: string;
}

/**
 * Checks one parsed statement of an app, from its root to its leaves. `location` is its position in the SQL, in bytes.
 *
 * @throws Refused with every refusal of the statement
 */
export function checkStatement(
  appId: number,
  parsed: Value | undefined,
  source: string,
  parser: Parser,
  location = 0,
): CheckedStatement {
  const { type, node } = unwrap(parsed) ?? refuse('sql_unreadable', 'it is empty', 'Send a statement.');
  const { kind, command } = describe(type, node, `app_${appId}_`);
  const statement: Statement = {
    parser,
    source,
    isStored: kind === 'ddl',
    functionRows: functionRows(node, `app_${appId}_`),
    claimReads: new WeakSet(),
    refusals: [],
    writes: false,
  };
  const place = { appId, prefix: `app_${appId}_`, statement, ctes: new Set<string>(), depth: 0, location, visit };
  visit(type, node, { ...place, locate: (position) => position });
  const [first, ...more] = statement.refusals;
  if (first !== undefined) throw new Refused([first, ...more]);
  return { kind: kind === 'read' && statement.writes ? 'write' : kind, command };
}

/** Checks a node: its type, the whole node, and each of its fields. Notes what is refused, and goes on. */
function visit(type: string, node: Tree, at: Place): void {
  if (at.depth > MAX_DEPTH) throw new Refused([TOO_DEEP]);
  const location = typeof node['location'] === 'number' ? node['location'] : at.location;
  const place = { ...at, depth: at.depth + 1, location };
  noting(place, () => {
    const rules = Object.hasOwn(GRAMMAR, type) ? GRAMMAR[type] : undefined;
    if (rules === undefined) {
      return refuse(
        'statement_refused',
        `it contains ${shown(type)}, which is not allowed`,
        'Rewrite the SQL without it.',
      );
    }
    const here = withScope(node, place);
    noting(here, () => rules.check?.(node, here));
    for (const [field, value] of Object.entries(node)) {
      const rule = Object.hasOwn(rules.fields, field) ? rules.fields[field] : undefined;
      noting(here, () => {
        if (rule === undefined) {
          return refuse('statement_refused', `${shown(type)} with ${shown(field)} is not allowed`, 'Remove it.');
        }
        rule(value, here, node);
      });
    }
  });
}
