import { parse } from './parser.ts';
import { type Refusal, refuse, Refused, TOO_DEEP } from './refusal.ts';
import { isTree, items, type Tree, type Value } from './rules.ts';
import { type CheckedStatement, checkStatement } from './walk.ts';

/**
 * The most that the parser can handle: 256 KiB take up to 3 s, 2 MiB up to 22 s and 800 MB. How much SQL an app may send is a
 * setting of the shard (sql_max_bytes, sql_max_statements, sql_max_depth), which only the database knows.
 */
const MAX_BYTES = 262_144;

export type Checked = { ok: true; statements: CheckedStatement[] } | ({ ok: false } & Refusal);

/**
 * Checks SQL before the guard of the database does: parses it with PostgreSQL's grammar and accepts it only if every node of the
 * parse tree, every field and every name is allowed for this app. It runs no SQL, calls no other system, and shares no code with
 * the guard of the database, so that a bug in one is not a bug in both.
 *
 * @throws Error only when the parser itself cannot be loaded
 */
export async function checkSql(appId: number, sql: string): Promise<Checked> {
  if (!Number.isSafeInteger(appId) || appId < 1) throw new RangeError(`${appId} is not an app id`);
  try {
    const statements = await statementsOf(sql);
    return {
      ok: true,
      statements: statements.map((raw) => checkStatement(appId, isTree(raw) ? raw['stmt'] : undefined, sql)),
    };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.refusal };
    // A deep tree can also overflow the stack of the walk.
    if (error instanceof RangeError) return { ok: false, ...TOO_DEEP };
    throw error;
  }
}

async function statementsOf(sql: string): Promise<readonly Value[]> {
  if (new TextEncoder().encode(sql).length > MAX_BYTES) {
    refuse('sql_too_large', `it has more than ${MAX_BYTES} bytes`, 'Send it in several calls.');
  }
  // The parser would stop at U+0000 and misread an unpaired surrogate. The database accepts neither.
  if (/\0|\p{Surrogate}/u.test(sql)) {
    refuse('sql_unreadable', 'it contains a character that PostgreSQL cannot store', 'Remove the character.');
  }
  const parsed = sql === '' ? { tree: {} } : await parse(sql);
  if (parsed === null) throw new Refused(TOO_DEEP);
  if ('error' in parsed) {
    return refuse('sql_unreadable', parsed.error.slice(0, 200), 'Correct the SQL and send it again.');
  }
  const { stmts } = parsed.tree as Tree;
  const statements = items(stmts);
  if (statements.length === 0) refuse('sql_unreadable', 'it contains no statement', 'Send a statement.');
  return statements;
}
