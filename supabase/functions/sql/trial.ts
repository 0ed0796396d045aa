import { AppshardError } from '../../../shared/errors.ts';
import { STATUS } from '../../../shared/sql_guard/refusal.ts';
import type { CheckedStatement } from '../../../shared/sql_guard/walk.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { checkInDatabase, checkOrThrow, execute, type Execution } from './execution.ts';
import { requireOneRead } from './plan.ts';

export interface Column {
  name: string;
  type: string;
}

/** Why SQL cannot be used, in the words that the model gets. */
export interface Problem {
  reason: string;
  message: string;
  hint?: string;
}

interface Attempt {
  appId: number;
  sql: string;
  allowWrites: boolean;
}

/** Reasons that another statement may avoid. With any other reason, asking the model again does not help. */
const REPAIRABLE: ReadonlySet<string> = new Set([
  ...Object.keys(STATUS),
  ...['sql_error', 'read_only', 'one_statement', 'timed_out', 'app_not_sound', 'table_limit_reached', 'owner_is_fixed'],
  'column_is_fixed',
  'scope_is_fixed',
]);

/**
 * Checks SQL with both guards and runs it in a transaction that is rolled back. Returns its columns, or the problem in words
 * that contain no row.
 */
export async function trial(
  rpc: Rpc,
  { appId, sql, allowWrites }: Attempt,
): Promise<{ ok: true; columns: Column[] } | { ok: false; problem: Problem }> {
  let statements: CheckedStatement[] = [];
  try {
    statements = await checkOrThrow(appId, sql);
    if (!allowWrites) requireOneRead(statements);
    await checkInDatabase(rpc, appId, sql);
    const options = { dry_run: true, read_only: !allowWrites, max_rows: 1 };
    return { ok: true, columns: columnsOf(await execute(rpc, appId, sql, options)) };
  } catch (error) {
    if (!(error instanceof AppshardError && REPAIRABLE.has(error.code))) throw error;
    return { ok: false, problem: await problemOf(error, rpc, appId, sql, statements) };
  }
}

function columnsOf({ results }: Execution): Column[] {
  return (results.at(-1)?.columns ?? []).map(({ name, type }) => ({ name, type }));
}

/**
 * Returns the problem in words that the model may read. An error at run time can quote a row ("invalid input syntax for type
 * integer: …"). An error of planning cannot, so the statement is planned to get that one instead.
 */
async function problemOf(
  error: AppshardError,
  rpc: Rpc,
  appId: number,
  sql: string,
  statements: readonly CheckedStatement[],
): Promise<Problem> {
  const { code, message, hint, sqlstate } = error;
  if (code !== 'sql_error') return { reason: code, message: message.slice(0, 500), hint };
  const planned = statements.length === 1 && ['read', 'write'].includes(statements[0]?.kind ?? '')
    ? await planError(rpc, appId, sql)
    : undefined;
  return { reason: `sql_error ${sqlstate}`, message: planned ?? 'It fails at run time with this SQLSTATE' };
}

async function planError(rpc: Rpc, appId: number, sql: string): Promise<string | undefined> {
  try {
    await execute(rpc, appId, `explain ${sql}`);
    return undefined;
  } catch (error) {
    return error instanceof AppshardError && error.code === 'sql_error' ? error.message.slice(0, 500) : undefined;
  }
}
