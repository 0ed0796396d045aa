import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { checkOrThrow, execute, withRefusalLogged } from './execution.ts';

/**
 * Returns the plan of one SELECT from PostgreSQL's EXPLAIN (FORMAT JSON), and the duration in milliseconds. Does not run the
 * statement.
 *
 * @throws AppshardError 400 one_statement, 400 read_only, and the refusals of both guards
 */
export async function planOf(rpc: Rpc, appId: number, sql: string): Promise<{ plan: unknown; duration_ms: unknown }> {
  const explain = `explain (format json) ${sql}`;
  await withRefusalLogged(rpc, appId, sql, async () => {
    requireOneRead(await checkOrThrow(appId, sql));
    // With its prefix this is different SQL, so it is checked again.
    await checkOrThrow(appId, explain);
  });
  const { results, ['duration_ms']: duration } = await execute(rpc, appId, explain, { read_only: true });
  const [cell] = Object.values(results[0]?.rows?.[0] ?? {});
  return { plan: typeof cell === 'string' ? JSON.parse(cell) : cell, duration_ms: duration };
}

/**
 * Requires one SELECT or VALUES that neither locks nor changes anything.
 *
 * @throws AppshardError 400 one_statement, 400 read_only
 */
export function requireOneRead(statements: ReadonlyArray<{ kind: string }>): void {
  if (statements.length !== 1) {
    throw new AppshardError({
      status: 400,
      code: 'one_statement',
      message: 'Cannot use the SQL: it has more than one statement',
      hint: 'Send one SELECT.',
    });
  }
  if (statements[0]?.kind !== 'read') {
    throw new AppshardError({
      status: 400,
      code: 'read_only',
      message: 'Cannot use the SQL: it is not a SELECT, or it changes or locks rows',
      hint: 'Send a SELECT that neither changes nor locks rows.',
    });
  }
}
