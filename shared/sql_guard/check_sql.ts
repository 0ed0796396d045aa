import { parse } from './parser.ts';
import { type Refusal, refuse, Refused, TOO_DEEP } from './refusal.ts';
import { isTree, items, type Tree, type Value } from './rules.ts';
import { type CheckedStatement, checkStatement } from './walk.ts';

/**
 * What the parser can bear: 256 KiB take it up to 3 s, 2 MiB up to 22 s and 800 MB. How much SQL an app may send is a
 * setting of the shard (sql_max_bytes, sql_max_statements, sql_max_depth), which the database alone knows.
 */
const MAX_BYTES = 262_144;

export type Checked = { ok: true; statements: CheckedStatement[] } | ({ ok: false } & Refusal);

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
    return {
      ok: true,
      statements: statements.map((raw) => checkStatement(appId, isTree(raw) ? raw['stmt'] : undefined, sql)),
    };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.refusal };
    // The walk, too, has a stack that ends.
    if (error instanceof RangeError) return { ok: false, ...TOO_DEEP };
    throw error;
  }
}

async function statementsOf(sql: string): Promise<readonly Value[]> {
  if (new TextEncoder().encode(sql).length > MAX_BYTES) {
    refuse('sql_too_large', `it has more than ${MAX_BYTES} bytes`, 'Send it in several calls.');
  }
  // The parser would end at U+0000 and take half a character for another; the database takes neither.
  if (/\0|\p{Surrogate}/u.test(sql)) {
    refuse('sql_unreadable', 'it has a character that PostgreSQL cannot store', 'Remove it.');
  }
  const parsed = sql === '' ? { tree: {} } : await parse(sql);
  if (parsed === null) throw new Refused(TOO_DEEP);
  if ('error' in parsed) {
    return refuse('sql_unreadable', parsed.error.slice(0, 200), 'Correct the SQL and send it again.');
  }
  const { stmts } = parsed.tree as Tree;
  const statements = items(stmts);
  if (statements.length === 0) refuse('sql_unreadable', 'it holds no statement', 'Send a statement.');
  return statements;
}
