import type postgres from 'postgres';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

/** A row of platform.verify_app or platform.verify_shard. */
export interface Finding {
  app_id: string | null;
  object: string;
  problem: string;
}

/** A migrated cluster for one test file, with one session as `postgres`. */
export interface Shard {
  cluster: TestCluster;
  sql: postgres.Sql;
  /** Opens that many sessions, each on a separate connection. */
  sessions(count: number): Promise<postgres.Sql[]>;
  findings(): Promise<Finding[]>;
  remove(): Promise<void>;
}

export async function startShard(durable = false): Promise<Shard> {
  const cluster = await startTestCluster({ durable });
  const sql = connect(cluster.url());
  const opened: postgres.Sql[] = [sql];
  return {
    cluster,
    sql,
    sessions: async (count) => {
      const sessions = Array.from({ length: count }, () => connect(cluster.url()));
      opened.push(...sessions);
      // Opens every connection now, so that later calls start at the same time on all of them.
      await Promise.all(sessions.map((session) => session`select 1`));
      return sessions;
    },
    findings: () => sql<Finding[]>`select app_id, object, problem from platform.verify_shard()`,
    remove: async () => {
      await Promise.all(opened.map((session) => session.end({ timeout: 1 })));
      await cluster.remove();
    },
  };
}

/** How a call ended: its result, or the SQLSTATE and the reason of its refusal, such as 'PT404 app_not_found'. */
export type Outcome<Answer> = { answer: Answer; error?: never } | { answer?: never; error: string };

export async function outcomeOf<Answer>(call: PromiseLike<readonly { answer: Answer }[]>): Promise<Outcome<Answer>> {
  try {
    const [row] = await call;
    if (row === undefined) throw new Error('The call returned no row');
    return { answer: row.answer };
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    // If PostgreSQL itself refuses, the detail is a sentence with values in it.
    return { error: /^[a-z_]+$/.test(error.detail ?? '') ? `${error.code} ${error.detail}` : error.code };
  }
}

function isDatabaseError(error: unknown): error is { code: string; detail?: string } {
  return error instanceof Error && error.name === 'PostgresError';
}

/** Counts the outcomes of each kind: 'answered', or the error. */
export function tally(outcomes: readonly Outcome<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { error = 'answered' } of outcomes) counts[error] = (counts[error] ?? 0) + 1;
  return counts;
}

class Rollback extends Error {}

/** Does work in a transaction that is rolled back, and returns the result of the work. */
export async function rolledBack<Result>(
  sql: postgres.Sql,
  work: (transaction: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined;
  try {
    await sql.begin(async (transaction) => {
      result = { value: await work(transaction) };
      throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  }
  if (result === undefined) throw new Error('The work was not done');
  return result.value;
}
