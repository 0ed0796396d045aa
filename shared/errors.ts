import type { Problem } from './schema_spec/problem.ts';

/** The parts of a refusal. `code` is a stable snake_case reason of `docs/error_codes.md`. */
export interface Refusal {
  /** HTTP status. */
  status: number;
  code: string;
  message: string;
  /** What the caller does next. */
  hint: string;
  /** Where in the request, like `tables[0].name`. */
  path?: string;
  /** The database's own code, when the database refused. */
  sqlstate?: string;
  /** Every fault that was found, when there can be more than one. */
  problems?: readonly Problem[];
}

/** The one error of Appshard: everything that a caller gets as `{"error": {...}}`. */
export class AppshardError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly path: string | undefined;
  readonly sqlstate: string | undefined;
  readonly problems: readonly Problem[] | undefined;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.name = 'AppshardError';
    this.status = refusal.status;
    this.code = refusal.code;
    this.hint = refusal.hint;
    this.path = refusal.path;
    this.sqlstate = refusal.sqlstate;
    this.problems = refusal.problems;
  }

  /** `{"error": {"code", "message", "hint", "path"?, "problems"?, "sqlstate"?}}` */
  toBody(): { error: Omit<Refusal, 'status'> } {
    const { code, message, hint, path, problems, sqlstate } = this;
    return {
      error: {
        code,
        message,
        hint,
        ...(path !== undefined && { path }),
        ...(problems !== undefined && { problems }),
        ...(sqlstate !== undefined && { sqlstate }),
      },
    };
  }

  /** The body with the error's status. */
  toResponse(): Response {
    return Response.json(this.toBody(), { status: this.status });
  }
}

/** What PostgREST answers instead of data. Without a code the request never got as far as PostgREST. */
export interface PostgrestFailure {
  code?: string | null;
  message: string;
  /** Appshard's stable reason, or PostgreSQL's prose. */
  details?: string | null;
  hint?: string | null;
}

type Fallback = Pick<Refusal, 'status' | 'code' | 'hint'>;

const INVALID: Fallback = { status: 400, code: 'invalid_argument', hint: 'Correct the request and send it again.' };
const CONFLICT: Fallback = { status: 409, code: 'conflict', hint: 'Read what is there now, then try again.' };
const NOT_ALLOWED: Fallback = { status: 403, code: 'not_allowed', hint: 'Use a role that may do this.' };
const TRY_AGAIN: Fallback = { status: 503, code: 'try_again', hint: 'Send the same request again.' };
const UNAVAILABLE: Fallback = {
  status: 503,
  code: 'database_unavailable',
  hint: 'Wait a few seconds, then send the same request again.',
};
const INTERNAL: Fallback = { status: 500, code: 'internal', hint: 'Report this with the time it happened.' };

/** What is said of an error that carries no reason of ours, by the longest prefix of its code that matches. */
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
  ['55', TRY_AGAIN],
  ['57', UNAVAILABLE],
  ['57014', { status: 504, code: 'timeout', hint: 'Send the same request again, or ask for less at once.' }],
  ['P0001', INVALID],
  ['PGRST0', UNAVAILABLE],
  ['PGRST1', INVALID],
  ['PGRST2', { status: 503, code: 'schema_not_ready', hint: 'Wait until the Data API has read the new schema.' }],
  ['PGRST3', { status: 401, code: 'key_refused', hint: 'Check the keys that the function runs with.' }],
]);

/**
 * The one place where an error of the database becomes an HTTP answer: the SQLSTATE picks the status, `details`
 * is the reason when it looks like one of ours, and the message is never read.
 */
export function fromPostgrest(failure: PostgrestFailure): AppshardError {
  const { message, details, hint } = failure;
  const sqlstate = failure.code ?? '';
  const fallback = fallbackFor(sqlstate);
  // The database's own prose is for people who may read its log; reasons of ours come with a message for callers.
  const reason = /^[a-z][a-z0-9_]*$/.exec(details ?? '')?.[0];
  return new AppshardError({
    status: statusOf(sqlstate) ?? fallback.status,
    code: reason ?? fallback.code,
    message: reason !== undefined || fallback.status < 500 ? message : 'The database could not answer this request',
    hint: hint || fallback.hint,
    ...(sqlstate !== '' && { sqlstate }),
  }, { cause: failure });
}

/** A request with faults of its own, found before the database is asked. `problems` has at least one. */
export function invalidRequest(problems: readonly Problem[]): AppshardError {
  const [first] = problems;
  if (first === undefined) throw new TypeError('An invalid request has a problem');
  return new AppshardError({
    status: 400,
    code: first.reason,
    message: `${first.path === '' ? 'The document' : first.path} ${first.message}`,
    hint: 'Correct every problem in the list and send the request again.',
    path: first.path,
    problems,
  });
}

/** Any thrown thing as an AppshardError. What was not meant for callers becomes `internal`, with its cause kept. */
export function asAppshardError(thrown: unknown): AppshardError {
  if (thrown instanceof AppshardError) return thrown;
  return new AppshardError({ ...INTERNAL, message: 'Something went wrong in the function' }, { cause: thrown });
}

/** `PT404` is 404: PostgREST's way to name a status. */
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
