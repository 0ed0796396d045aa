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

/** A refusal: its reason, the problem (which follows "Cannot run the SQL: "), and a hint that works. */
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

/** The refusal of SQL that overflows a stack or is nested too deeply. */
export const TOO_DEEP: Refusal = {
  reason: 'too_deep',
  message: 'it is nested too deeply',
  hint: 'Reduce the nesting.',
};

/** Refuses the SQL and ends its check. */
export function refuse(reason: Reason, message: string, hint: string): never {
  throw new Refused({ reason, message, hint });
}

/** Returns a name in quotes for a message: on one line, with at most 80 characters. */
export function shown(name: string): string {
  const line = name.replace(/[\p{C}\s]+/gu, ' ');
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}
