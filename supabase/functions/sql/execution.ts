import { z } from 'zod';
import { AppshardError, fromPostgrest } from '../../../shared/errors.ts';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';
import { STATUS } from '../../../shared/sql_guard/refusal.ts';
import type { CheckedStatement } from '../../../shared/sql_guard/walk.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';

/** What exec_sql answers, as far as it is read here; the rest passes through. */
const execution = z.looseObject({
  results: z.array(z.looseObject({
    command: z.string(),
    columns: z.array(z.looseObject({ name: z.string(), type: z.string() })).nullish(),
    rows: z.array(z.record(z.string(), z.unknown())).nullish(),
  })),
});
export type Execution = z.infer<typeof execution>;

/** The same refusal, where the Data API does not turn it into an error. */
const refusal = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().nullable().default(null),
  hint: z.string().nullable().default(null),
});

/** Checks a text before it reaches the database, and notes a refusal in the app's history. */
export async function withRefusalLogged<Answer>(
  rpc: Rpc,
  appId: number,
  sql: string,
  check: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AppshardError) await note(rpc, appId, sql, error.code);
    throw error;
  }
}

/**
 * The statements of a text, once the wall of the parse tree lets it pass.
 *
 * @throws AppshardError with the wall's reason
 */
export async function checkOrThrow(appId: number, sql: string): Promise<CheckedStatement[]> {
  const checked = await checkSql(appId, sql);
  if (checked.ok) return checked.statements;
  const { reason, message, hint } = checked;
  throw new AppshardError({ status: STATUS[reason], code: reason, message: `Cannot run the SQL: ${message}`, hint });
}

/**
 * Runs SQL through the database's own walls, as the app.
 *
 * @throws AppshardError with the database's reason; `sql_error` is what PostgreSQL itself said of the SQL
 */
export async function execute(rpc: Rpc, appId: number, sql: string, options: object = {}): Promise<Execution> {
  let answer: unknown;
  try {
    answer = await fromDatabase(() => rpc('exec_sql', { app_id: appId, sql, options }));
  } catch (error) {
    if (!wasCutOff(error)) throw error;
    await note(rpc, appId, sql, 'timed_out');
    throw timedOut(error);
  }
  const refused = refusal.safeParse(answer);
  if (refused.success) throw withStatus(fromPostgrest(refused.data));
  return execution.parse(answer);
}

/**
 * A limit of time can end the whole transaction, and the row of the audit log with it: PostgreSQL then says so without a reason
 * of ours, or ends the session (transaction_timeout, which keeps a timeout_ms below 8 s).
 */
function wasCutOff(error: unknown): error is AppshardError {
  return error instanceof AppshardError && (error.code === 'timeout' || error.sqlstate === '25P04');
}

function timedOut(cause: AppshardError): AppshardError {
  return new AppshardError({
    status: 504,
    code: 'timed_out',
    message: 'The SQL took longer than it may',
    hint: 'Ask for less at once.',
    sqlstate: '57014',
  }, { cause });
}

/** Notes what the database could not. The caller's answer does not depend on it. */
async function note(rpc: Rpc, appId: number, sql: string, reason: string): Promise<void> {
  try {
    await rpc('record_refusal', { app_id: appId, sql, reason });
  } catch {
    // An app that is not there has no history, and a database that is gone keeps none.
  }
}

/** A call that answers for the caller's SQL: what the database says of it is the caller's to correct. */
export async function fromDatabase<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof AppshardError ? withStatus(error) : error;
  }
}

/**
 * The error with the status that it has when the SQL is the caller's own. Anywhere else, a syntax error or a missing column
 * is a fault of Appshard's, and a status of 500.
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
  }, { cause: error.cause });
}
