import { openParser, type Parser } from './parser.ts';
import { listed, type Reason, type Refusal, Refused, type RefusedStatement, TOO_DEEP } from './refusal.ts';
import { isTree, items, type Value } from './rules.ts';
import { type CheckedStatement, checkStatement } from './walk.ts';

/**
 * The most that the parser can handle: 256 KiB take up to 3 s, 2 MiB up to 22 s and 800 MB. How much SQL an app may send is a
 * setting of the shard (sql_max_bytes, sql_max_statements, sql_max_depth), which only the database knows.
 */
const MAX_BYTES = 262_144;

/** A refusal has the parts of the first one, and all of them in `refusals`. */
export type Checked =
  | { ok: true; statements: CheckedStatement[] }
  | ({ ok: false } & Omit<Refusal, 'location'> & ReturnType<typeof listed>);

/**
 * Checks SQL before the guard of the database does: parses it with PostgreSQL's grammar and accepts it only if every node of the
 * parse tree, every field and every name is allowed for this app. It runs no SQL, calls no other system, and shares no code with
 * the guard of the database, so that a bug in one is not a bug in both.
 *
 * @throws Error only when the parser itself cannot be loaded
 */
export async function checkSql(appId: number, sql: string): Promise<Checked> {
  if (!Number.isSafeInteger(appId) || appId < 1) throw new RangeError(`${appId} is not an app id`);
  const refused: RefusedStatement[] = [];
  const statements: CheckedStatement[] = [];
  const parser = await openParser();
  const { parsed, failure } = statementsOf(parser, sql);
  parsed.forEach((raw, index) => {
    const { stmt, stmt_location: from } = isTree(raw) ? raw : {};
    const location = firstToken(sql, typeof from === 'number' ? from : 0);
    try {
      statements.push(checkStatement(appId, stmt, sql, parser, location));
    } catch (error) {
      refused.push(...refusalsOf(error).map((refusal) => ({ number: index + 1, refusal: { location, ...refusal } })));
    }
  });
  if (failure !== undefined) refused.push({ number: parsed.length + 1, refusal: failure });
  const [first] = refused;
  if (first === undefined) return { ok: true, statements };
  const { reason, message, hint } = first.refusal;
  return { ok: false, reason, message, hint, ...listed(sql, refused) };
}

/** Returns the refusals that were thrown. A deep tree can also overflow the stack of the walk. */
function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof Refused) return error.refusals;
  if (error instanceof RangeError) return [TOO_DEEP];
  throw error;
}

/** The statements of the SQL before its first syntax error, and that error. */
function statementsOf(parser: Parser, sql: string): { parsed: readonly Value[]; failure?: Refusal } {
  const failed = (reason: Reason, message: string, hint: string, location = 0) => ({
    parsed: [],
    failure: { reason, message, hint, location },
  });
  if (new TextEncoder().encode(sql).length > MAX_BYTES) {
    return failed('sql_too_large', `it has more than ${MAX_BYTES} bytes`, 'Send it in several calls.');
  }
  // The parser would stop at U+0000 and misread an unpaired surrogate. The database accepts neither.
  if (/\0|\p{Surrogate}/u.test(sql)) {
    return failed('sql_unreadable', 'it contains a character that PostgreSQL cannot store', 'Remove the character.');
  }
  const whole = sql === '' ? { tree: {} } : parser.parse(sql);
  if (whole === null) return { parsed: [], failure: TOO_DEEP };
  if (!('error' in whole)) {
    const parsed = items(whole.tree['stmts']);
    return parsed.length === 0 ? failed('sql_unreadable', 'it contains no statement', 'Send a statement.') : { parsed };
  }
  const { error, position } = whole;
  const before = [...sql].slice(0, Math.max(position - 1, 0)).join('');
  return {
    parsed: statementsBefore(parser, before),
    failure: {
      reason: 'sql_unreadable',
      message: error.slice(0, 200),
      hint: 'Correct the SQL and send it again.',
      location: new TextEncoder().encode(before).length,
    },
  };
}

/** Returns the statements before a syntax error: up to the last of a few semicolons up to which the SQL can be parsed. */
function statementsBefore(parser: Parser, text: string): readonly Value[] {
  let end = text.length;
  for (let tries = 0; tries < 5; tries += 1) {
    end = text.lastIndexOf(';', end - 1);
    if (end < 0) return [];
    const parsed = parser.parse(text.slice(0, end + 1));
    if (parsed !== null && 'tree' in parsed) return items(parsed.tree['stmts']);
  }
  return [];
}

/** Returns the position of the first token at or after a position in the SQL, both in bytes. */
function firstToken(sql: string, from: number): number {
  const rest = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(sql).subarray(from));
  let [space, depth] = ['', 0];
  for (const [part] of rest.matchAll(/\/\*|\*\/|--[^\n\r]*|[^]/g)) {
    if (part === '/*') depth += 1;
    else if (part === '*/') depth -= 1;
    else if (depth === 0 && !/^(?:\s|--)/.test(part)) break;
    space += part;
  }
  return from + new TextEncoder().encode(space).length;
}
