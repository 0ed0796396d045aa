import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { checkOrThrow, execute, withRefusalLogged } from './execution.ts';

/**
 * The plan of one statement that reads, as PostgreSQL's EXPLAIN (FORMAT JSON) has it. The statement is not run.
 *
 * @throws AppshardError 400 one_statement, 400 read_only, and what the walls refuse with
 */
export async function planOf(rpc: Rpc, appId: number, sql: string): Promise<{ plan: unknown; duration_ms: unknown }> {
  const explain = `explain (format json) ${sql}`;
  await withRefusalLogged(rpc, appId, sql, async () => {
    requireOneRead(await checkOrThrow(appId, sql));
    // The text is not the one that was looked at a moment ago.
    await checkOrThrow(appId, explain);
  });
  const { results, ['duration_ms']: duration } = await execute(rpc, appId, explain, { read_only: true });
  const [cell] = Object.values(results[0]?.rows?.[0] ?? {});
  return { plan: typeof cell === 'string' ? JSON.parse(cell) : cell, duration_ms: duration };
}

/** Lets pass one SELECT or VALUES that locks and changes nothing. */
export function requireOneRead(statements: ReadonlyArray<{ kind: string }>): void {
  if (statements.length !== 1) {
    throw new AppshardError({
      status: 400,
      code: 'one_statement',
      message: 'The text holds more than one statement',
      hint: 'Send one SELECT.',
    });
  }
  if (statements[0]?.kind !== 'read') {
    throw new AppshardError({
      status: 400,
      code: 'read_only',
      message: 'The statement does not only read',
      hint: 'Send a SELECT that changes and locks nothing.',
    });
  }
}
