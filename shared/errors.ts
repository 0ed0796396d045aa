import type { Problem } from './schema_spec/problem.ts';

/** Why one statement of submitted SQL cannot be run, and where. Statements, lines and characters are counted from 1. */
export interface SqlRefusal {
  statement: number;
  line: number;
  position: number;
  sqlstate: string;
  reason: string;
  message: string;
  hint: string;
}

/** The parts of a refusal. `code` is a stable snake_case reason of `docs/error_codes.md`. */
export interface Refusal {
  /** HTTP status. */
  status: number;
  code: string;
  message: string;
  /** What the caller must do next. */
  hint: string;
  /** The position in the request, such as `tables[0].name`. */
  path?: string;
  /** The SQLSTATE, if the database refused. */
  sqlstate?: string;
  /** Every problem of the request, if there can be several. */
  problems?: readonly Problem[];
  /** Every refusal of submitted SQL, at most 100, and their number. */
  refusals?: readonly SqlRefusal[];
  refusal_count?: number;
}

/** Returns the refusals of an error and their number, or nothing if it has none. */
export function listedRefusals(
  { refusals, refusal_count }: {
    refusals?: readonly SqlRefusal[] | undefined;
    refusal_count?: number | undefined;
  },
): Pick<Refusal, 'refusals' | 'refusal_count'> {
  return refusals === undefined ? {} : { refusals, refusal_count: refusal_count ?? refusals.length };
}

/** The one error class of Appshard. Callers get every error as `{"error": {...}}`. */
export class AppshardError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly path: string | undefined;
  readonly sqlstate: string | undefined;
  readonly problems: readonly Problem[] | undefined;
  readonly refusals: readonly SqlRefusal[] | undefined;
  readonly refusal_count: number | undefined;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.name = 'AppshardError';
    this.status = refusal.status;
    this.code = refusal.code;
    this.hint = refusal.hint;
    this.path = refusal.path;
    this.sqlstate = refusal.sqlstate;
    this.problems = refusal.problems;
    this.refusals = refusal.refusals;
    this.refusal_count = refusal.refusal_count;
  }

  /** Returns `{"error": {"code", "message", "hint", "path"?, "problems"?, "refusals"?, "refusal_count"?, "sqlstate"?}}`. */
  toBody(): { error: Omit<Refusal, 'status'> } {
    const { code, message, hint, path, problems, sqlstate } = this;
    return {
      error: {
        code,
        message,
        hint,
        ...(path !== undefined && { path }),
        ...(problems !== undefined && { problems }),
        ...listedRefusals(this),
        ...(sqlstate !== undefined && { sqlstate }),
      },
    };
  }

  /** Returns the body as a response with the status of the error. */
  toResponse(): Response {
    return Response.json(this.toBody(), { status: this.status });
  }
}

/** What PostgREST returns instead of data. Without a code, the request did not reach PostgREST. */
export interface PostgrestFailure {
  code?: string | null;
  message: string;
  /** Appshard's stable reason, or text from PostgreSQL. */
  details?: string | null;
  hint?: string | null;
  /** From exec_sql and check_sql. */
  refusals?: readonly SqlRefusal[];
  refusal_count?: number;
}

type Fallback = Pick<Refusal, 'status' | 'code' | 'hint'>;

const INVALID: Fallback = { status: 400, code: 'invalid_argument', hint: 'Correct the request and send it again.' };
const CONFLICT: Fallback = { status: 409, code: 'conflict', hint: 'Read the current state, then try again.' };
const NOT_ALLOWED: Fallback = { status: 403, code: 'not_allowed', hint: 'Use a role that has this permission.' };
const TRY_AGAIN: Fallback = { status: 503, code: 'try_again', hint: 'Send the same request again.' };
const UNAVAILABLE: Fallback = {
  status: 503,
  code: 'database_unavailable',
  hint: 'Wait a few seconds, then send the same request again.',
};
const INTERNAL: Fallback = {
  status: 500,
  code: 'internal',
  hint: 'Report the error with the time at which it occurred.',
};

/** The status, code and hint of an error without a reason of ours. The longest matching prefix of its SQLSTATE decides. */
const FALLBACKS: ReadonlyMap<string, Fallback> = new Map([
  ['08', UNAVAILABLE],
  ['22', INVALID],
  ['23', INVALID],
  ['23503', CONFLICT],
  ['23505', CONFLICT],
  ['28', NOT_ALLOWED],
  ['2BP01', CONFLICT],
  ['40', TRY_AGAIN],
  ['42501', NOT_ALLOWED],
  ['53', UNAVAILABLE],
  ['54', { status: 400, code: 'too_large', hint: 'Send less at once.' }],
  // A value, a row or an entry of an index.
  ['54000', { status: 400, code: 'too_large', hint: 'Shorten the value: what one row or its index holds is limited.' }],
  ['55', CONFLICT],
  ['55P03', TRY_AGAIN],
  ['57', UNAVAILABLE],
  ['57014', { status: 504, code: 'timeout', hint: 'Send the same request again, or ask for less at once.' }],
  ['P0001', INVALID],
  ['PGRST0', UNAVAILABLE],
  ['PGRST1', INVALID],
  ['PGRST2', { status: 503, code: 'schema_not_ready', hint: 'Wait until the Data API has reloaded the schema.' }],
  ['PGRST3', { status: 401, code: 'key_refused', hint: 'Check the keys in the environment of the function.' }],
]);

/**
 * Converts an error of the database to an AppshardError. The SQLSTATE decides the status. `details` is the code if it has the
 * form of a reason. The message decides nothing.
 */
export function fromPostgrest(failure: PostgrestFailure): AppshardError {
  const { message, details, hint } = failure;
  const sqlstate = failure.code ?? '';
  const fallback = fallbackFor(sqlstate);
  // Only an error with a reason of ours has a message for callers. Other messages may contain internal details.
  const reason = /^[a-z][a-z0-9_]*$/.exec(details ?? '')?.[0];
  return new AppshardError({
    status: statusOf(sqlstate) ?? fallback.status,
    code: reason ?? fallback.code,
    message: reason !== undefined || fallback.status < 500
      ? message
      : 'Cannot complete the request: the database did not return a result',
    hint: hint || fallback.hint,
    ...(sqlstate !== '' && { sqlstate }),
    ...listedRefusals(failure),
  }, { cause: failure });
}

/** Returns the error for a request with problems of its own, of which there must be at least one. Status 400. */
export function invalidRequest(problems: readonly Problem[]): AppshardError {
  const [first] = problems;
  if (first === undefined) throw new TypeError('An invalid request must have a problem');
  return new AppshardError({
    status: 400,
    code: first.reason,
    message: `Cannot process the request: ${first.path === '' ? 'the document' : first.path} ${first.message}`,
    hint: 'Correct every problem in the list and send the request again.',
    path: first.path,
    problems,
  });
}

/** Converts any thrown value to an AppshardError. Anything else becomes `internal` and keeps the value as its cause. */
export function asAppshardError(thrown: unknown): AppshardError {
  if (thrown instanceof AppshardError) return thrown;
  return new AppshardError({
    ...INTERNAL,
    message: 'Cannot complete the request: an unexpected error occurred in the function',
  }, { cause: thrown });
}

/** Returns the status in a SQLSTATE for PostgREST, such as 404 in `PT404`. */
function statusOf(sqlstate: string): number | undefined {
  const named = /^PT([45][0-9]{2})$/.exec(sqlstate)?.[1];
  return named === undefined ? undefined : Number(named);
}

function fallbackFor(sqlstate: string): Fallback {
  if (sqlstate === '') return UNAVAILABLE;
  for (let length = sqlstate.length; length > 1; length -= 1) {
    const fallback = FALLBACKS.get(sqlstate.slice(0, length));
    if (fallback !== undefined) return fallback;
  }
  return INTERNAL;
}
