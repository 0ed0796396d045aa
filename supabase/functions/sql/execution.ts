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

/**
 * The statements of a text, once the wall of the parse tree lets it pass.
 *
 * @throws AppshardError with the wall's reason
 */
export async function accepted(appId: number, sql: string): Promise<CheckedStatement[]> {
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
  const answer = await fromDatabase(() => rpc('exec_sql', { app_id: appId, sql, options }));
  const refused = refusal.safeParse(answer);
  if (refused.success) throw withStatus(fromPostgrest(refused.data));
  return execution.parse(answer);
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
