import type { SqlRefusal } from '../errors.ts';
import { HINTS } from './hints.ts';

/**
 * The reasons for refusing SQL, with the HTTP status of each. They are the reasons of the guard of the database
 * (`sandbox.refuse`), so that callers meet one set of reasons. `docs/error_codes.md` explains each.
 */
export const STATUS = {
  sql_unreadable: 400,
  sql_too_large: 413,
  too_deep: 400,
  name_too_long: 400,
  reserved_name: 400,
  statement_refused: 403,
  option_refused: 403,
  into_refused: 403,
  foreign_name: 403,
  wrong_prefix: 403,
  catalog_name: 403,
  schema_refused: 403,
  type_refused: 403,
  function_refused: 403,
  user_metadata_refused: 403,
  isolation_is_fixed: 403,
  profile_is_fixed: 403,
} as const;

export type Reason = keyof typeof STATUS;

/** The SQLSTATEs with which the guard of the database refuses for these reasons. All others have 42501. */
const SQLSTATES: Partial<Record<Reason, string>> = {
  sql_unreadable: '42601',
  sql_too_large: 'PT413',
  too_deep: '54001',
  name_too_long: '42622',
  reserved_name: '42939',
};

/** The most refusals that are listed, as in the database. */
const MAX_LISTED = 100;

/** A refusal: its reason, the problem (which follows "Cannot run the SQL: "), and a hint that works. */
export interface Refusal {
  reason: Reason;
  message: string;
  hint: string;
  /** The position in the SQL of the part that is refused, in bytes. */
  location?: number;
}

/** Carries the refusals of a statement out of the walk through it; `checkSql` catches them. */
export class Refused extends Error {
  constructor(readonly refusals: readonly [Refusal, ...Refusal[]]) {
    super(refusals[0].message);
    this.name = 'Refused';
  }
}

/** A refusal of the statement with this number, the first of which is 1. */
export interface RefusedStatement {
  number: number;
  refusal: Refusal;
}

/** Returns refusals as the database does: each with its place in the SQL, counted in characters, and the number of all. */
export function listed(
  sql: string,
  refused: readonly RefusedStatement[],
): { refusals: SqlRefusal[]; refusal_count: number } {
  const bytes = new TextEncoder().encode(sql);
  return {
    refusal_count: refused.length,
    refusals: refused.slice(0, MAX_LISTED).map(({ number, refusal }): SqlRefusal => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, refusal.location ?? 0));
      const before = sql.slice(0, text.length + distance(sql.slice(text.length), refusal.message));
      return {
        statement: number,
        line: before.split('\n').length,
        position: [...before].length + 1,
        sqlstate: SQLSTATES[refusal.reason] ?? '42501',
        reason: refusal.reason,
        message: `Cannot run the SQL: ${refusal.message}`,
        hint: refusal.hint,
      };
    }),
  };
}

/** The refusal of SQL that overflows a stack or is nested too deeply. */
export const TOO_DEEP: Refusal = {
  reason: 'too_deep',
  message: 'it is nested too deeply',
  hint: 'Reduce the nesting.',
};

/** Refuses the SQL and ends its check. */
export function refuse(reason: Reason, message: string, hint: string): never {
  throw new Refused([{ reason, message, hint }]);
}

/** Returns the database's hint for a construct, for the app with this prefix. */
export function hint(construct: keyof typeof HINTS, prefix: string): string {
  return HINTS[construct].replaceAll('{p}', prefix);
}

/** Returns how far the name at the beginning of a message is from the beginning of the text: not every node has a position. */
function distance(text: string, message: string): number {
  const name = /^"([^"…]+)"/.exec(message)?.[1]?.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  if (name === undefined) return 0;
  const found = new RegExp(`(?<![\\w$\\u0080-\\uffff])"?${name}(?![\\w$\\u0080-\\uffff])`, 'i').exec(text);
  return found?.index ?? 0;
}

/** Returns a name in quotes for a message: on one line, with at most 80 characters. */
export function shown(name: string): string {
  const line = name.replace(/[\p{C}\s]+/gu, ' ');
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}
