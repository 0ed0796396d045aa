/**
 * Why a text is refused, with the HTTP status of each reason. The names are those of the database's own wall
 * (`sandbox.refuse`), so that a caller meets one set of reasons; `docs/error_codes.md` explains each.
 */
export const STATUS = {
  sql_unreadable: 400,
  sql_too_large: 413,
  too_deep: 400,
  name_too_long: 400,
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

/** What is wrong (to be read after "Cannot run the SQL: "), and a way that works. */
export interface Refusal {
  reason: Reason;
  message: string;
  hint: string;
}

/** Carries a refusal out of the walk through a statement; `checkSql` catches it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
  }
}

export const TOO_DEEP: Refusal = { reason: 'too_deep', message: 'it is nested too deep', hint: 'Write it flatter.' };

/** Ends the check of a text. */
export function refuse(reason: Reason, message: string, hint: string): never {
  throw new Refused({ reason, message, hint });
}

/** A name of the text as a message may show it: on one line, 80 characters at most. */
export function shown(name: string): string {
  const line = name.replace(/[\p{C}\s]+/gu, ' ');
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}
