import { functionRows } from './functions.ts';
import { EXPRESSIONS } from './grammar/expressions.ts';
import { JSON_SYNTAX } from './grammar/json.ts';
import { OBJECTS } from './grammar/objects.ts';
import { QUERIES, withScope } from './grammar/queries.ts';
import { TABLES } from './grammar/tables.ts';
import { parse } from './parser.ts';
import { type Refusal, refuse, Refused } from './refusal.ts';
import { type Grammar, isTree, items, type Place, type Statement, type Tree, unwrap, type Value } from './rules.ts';
import { describe, type Kind } from './statements.ts';

/** The database's own bounds. */
const MAX_BYTES = 262_144;
const MAX_STATEMENTS = 200;
/** Nodes within nodes: four or so for each pair of brackets. */
const MAX_DEPTH = 400;

/** One statement of an accepted text, in order. */
export interface CheckedStatement {
  kind: Kind;
  /** `SELECT`, `CREATE TABLE` and the like. */
  command: string;
}

export type Checked = { ok: true; statements: CheckedStatement[] } | ({ ok: false } & Refusal);

const TOO_DEEP: Refusal = { reason: 'too_deep', message: 'it is nested too deep', hint: 'Write it flatter.' };

const GRAMMAR: Grammar = { ...EXPRESSIONS, ...JSON_SYNTAX, ...QUERIES, ...TABLES, ...OBJECTS };

/**
 * The wall in front of the database's own: reads SQL with PostgreSQL's grammar and takes it only if every node of the
 * parse tree, every field of it and every name in it is allowed for this app. It runs nothing, asks nobody, and shares no
 * code with the database's wall, so that a fault of one is not a fault of both.
 *
 * @throws Error only when the parser itself cannot be loaded
 */
export async function checkSql(appId: number, sql: string): Promise<Checked> {
  if (!Number.isSafeInteger(appId) || appId < 1) throw new RangeError(`${appId} is no app id`);
  try {
    const statements = await statementsOf(sql);
    return { ok: true, statements: statements.map((statement) => checkStatement(appId, statement, sql)) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.refusal };
    // The walk, too, has a stack that ends.
    if (error instanceof RangeError) return { ok: false, ...TOO_DEEP };
    throw error;
  }
}

async function statementsOf(sql: string): Promise<readonly Value[]> {
  if (new TextEncoder().encode(sql).length > MAX_BYTES) {
    refuse('sql_too_large', `the text has more than ${MAX_BYTES} bytes`, 'Send it in several calls.');
  }
  // The parser would end at U+0000 and take half a character for another; the database takes neither.
  if (/\0|\p{Surrogate}/u.test(sql)) {
    refuse('sql_unreadable', 'it has a character that PostgreSQL cannot store', 'Remove it.');
  }
  const parsed = sql === '' ? { tree: {} } : await parse(sql);
  if (parsed === null) return tooDeep();
  if ('error' in parsed) {
    return refuse('sql_unreadable', parsed.error.slice(0, 200), 'Correct the SQL and send it again.');
  }
  const { stmts } = parsed.tree as Tree;
  const statements = items(stmts);
  if (statements.length === 0) refuse('sql_unreadable', 'it holds no statement', 'Send a statement.');
  if (statements.length > MAX_STATEMENTS) {
    refuse('too_many_statements', `it has more than ${MAX_STATEMENTS} statements`, 'Send it in several calls.');
  }
  return statements;
}

function checkStatement(appId: number, raw: Value, source: string): CheckedStatement {
  const { type, node } = unwrap(isTree(raw) ? raw['stmt'] : undefined) ??
    refuse('sql_unreadable', 'it is empty', 'Send a statement.');
  const { kind, command } = describe(type, node);
  const statement: Statement = {
    source,
    isStored: kind === 'ddl',
    functionRows: functionRows(node),
    claimReads: new WeakSet(),
    writes: false,
  };
  visit(type, node, { appId, prefix: `app_${appId}_`, statement, ctes: new Set(), depth: 0, visit });
  return { kind: kind === 'read' && statement.writes ? 'write' : kind, command };
}

/** Checks a node: its type is listed, it as a whole, and each of its fields. */
function visit(type: string, node: Tree, at: Place): void {
  if (at.depth > MAX_DEPTH) tooDeep();
  const rules = Object.hasOwn(GRAMMAR, type) ? GRAMMAR[type] : undefined;
  if (rules === undefined) return refuse('statement_refused', `${type} is not offered`, 'Write it in another way.');
  const here = withScope(node, { ...at, depth: at.depth + 1 });
  rules.check?.(node, here);
  for (const [field, value] of Object.entries(node)) {
    const rule = Object.hasOwn(rules.fields, field) ? rules.fields[field] : undefined;
    if (rule === undefined) return refuse('statement_refused', `${type} with ${field} is not offered`, 'Leave it out.');
    rule(value, here, node);
  }
}

function tooDeep(): never {
  throw new Refused(TOO_DEEP);
}
