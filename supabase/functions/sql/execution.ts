import { z } from 'zod';
import { AppshardError, fromPostgrest, listedRefusals, type SqlRefusal } from '../../../shared/errors.ts';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';
import { STATUS } from '../../../shared/sql_guard/refusal.ts';
import type { CheckedStatement } from '../../../shared/sql_guard/walk.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';

/** The part of exec_sql's result that is read here. The rest is passed through. */
const execution = z.looseObject({
  results: z.array(z.looseObject({
    command: z.string(),
    columns: z.array(z.looseObject({ name: z.string(), type: z.string() })).nullish(),
    rows: z.array(z.record(z.string(), z.unknown())).nullish(),
  })),
});
export type Execution = z.infer<typeof execution>;

/** A refusal that exec_sql returns as a result, which the Data API does not turn into an error. */
const refusal = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().nullable().default(null),
  hint: z.string().nullable().default(null),
  // Passed through.
  refusals: z.custom<readonly SqlRefusal[]>(Array.isArray).optional(),
  refusal_count: z.number().optional(),
});

/** Runs `check`, which refuses SQL before it reaches the database, and records a refusal in the history of the app. */
export async function withRefusalLogged<Answer>(
  rpc: Rpc,
  appId: number,
  sql: string,
  check: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AppshardError) await recordRefusal(rpc, appId, sql, error.code);
    throw error;
  }
}

/**
 * Returns the statements of the SQL if the parse-tree guard accepts it.
 *
 * @throws AppshardError with the guard's reason
 */
export async function checkOrThrow(appId: number, sql: string): Promise<CheckedStatement[]> {
  const checked = await checkSql(appId, sql);
  if (checked.ok) return checked.statements;
  const { reason, message, hint, refusals, refusal_count } = checked;
  throw new AppshardError({
    status: STATUS[reason],
    code: reason,
    message: `Cannot run the SQL: ${message}`,
    hint,
    refusals,
    refusal_count,
  });
}

/**
 * Runs SQL with exec_sql, as the app. The guard of the database checks it again.
 *
 * @throws AppshardError with the database's reason; `sql_error` for an error of PostgreSQL itself
 */
export async function execute(rpc: Rpc, appId: number, sql: string, options: object = {}): Promise<Execution> {
  let answer: unknown;
  try {
    answer = await fromDatabase(() => rpc('exec_sql', { app_id: appId, sql, options }));
  } catch (error) {
    if (!wasCutOff(error)) throw error;
    await recordRefusal(rpc, appId, sql, 'timed_out');
    throw timedOut(error);
  }
  throwRefusal(answer);
  return execution.parse(answer);
}

/**
 * Requires the guard of the database to accept the SQL, without running it.
 *
 * @throws AppshardError with the guard's reason
 */
export async function checkInDatabase(rpc: Rpc, appId: number, sql: string): Promise<void> {
  throwRefusal(await fromDatabase(() => rpc('check_sql', { app_id: appId, sql })));
}

function throwRefusal(answer: unknown): void {
  const refused = refusal.safeParse(answer);
  if (!refused.success) return;
  const { refusals, refusal_count, ...failure } = refused.data;
  throw withStatus(fromPostgrest({ ...failure, ...listedRefusals({ refusals, refusal_count }) }));
}

/**
 * A time limit can end the whole transaction, including its row in the audit log. The error then has no reason of ours, or the
 * session was terminated (transaction_timeout, which enforces a timeout_ms below 8 s).
 */
function wasCutOff(error: unknown): error is AppshardError {
  return error instanceof AppshardError && (error.code === 'timeout' || error.sqlstate === '25P04');
}

function timedOut(cause: AppshardError): AppshardError {
  return new AppshardError({
    status: 504,
    code: 'timed_out',
    message: 'Cannot run the SQL: it exceeded the time limit',
    hint: 'Do less in one call.',
    sqlstate: '57014',
  }, { cause });
}

/** Records a refusal that the database could not record. The response does not depend on it. */
async function recordRefusal(rpc: Rpc, appId: number, sql: string, reason: string): Promise<void> {
  try {
    await rpc('record_refusal', { app_id: appId, sql, reason });
  } catch {
    // An unknown app has no history, and an unavailable database cannot record it.
  }
}

/** Runs a call with SQL of the caller. Errors of the database are the caller's to correct, so they get status 400. */
export async function fromDatabase<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof AppshardError ? withStatus(error) : error;
  }
}

/**
 * Returns the error with the status that fits SQL of the caller. Elsewhere, a syntax error or a missing column is a fault of
 * Appshard and has status 500.
 */
function withStatus(error: AppshardError): AppshardError {
  const { code, message, hint, path, problems, sqlstate } = error;
  if (error.status !== 500 || sqlstate === undefined || code === 'internal') return error;
  return new AppshardError({
    status: 400,
    code,
    message,
    hint,
    sqlstate,
    ...(path !== undefined && { path }),
    ...(problems !== undefined && { problems }),
    ...listedRefusals(error),
  }, { cause: error.cause });
}
