import type postgres from 'postgres';
import { type Answer, PooledSession } from '../harness/guard/pooled_session.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

/** A cluster with apps that have one table, todos, and connections for calls of exec_sql. */
export interface Callers {
  cluster: TestCluster;
  /** A session of the superuser. */
  admin: postgres.Sql;
  /** Opens a separate connection for each of the apps. */
  sessionsFor(appIds: readonly number[]): Promise<PooledSession[]>;
  sessionFor(appId: number): Promise<PooledSession>;
  remove(): Promise<void>;
}

/** A query that runs until its time limit. */
export const endless = 'select count(*) from generate_series(1, 100000000000) as n';

export async function startCallers(appIds: readonly number[]): Promise<Callers> {
  const cluster = await startTestCluster();
  const admin = connect(cluster.url('supabase_admin'));
  const opened: PooledSession[] = [];
  for (const id of appIds) {
    const todos = [{ name: 'todos', scope: 'shared', columns: [{ name: 'text', type: 'text' }] }];
    await admin`select platform.create_app('Caller', ${id}, tables => ${admin.json(todos)})`;
  }

  async function open(id: number): Promise<PooledSession> {
    const session = new PooledSession(cluster.url('authenticator'), id);
    opened.push(session);
    // Connects now, so that calls start at the same time on all connections.
    await session.pid();
    return session;
  }

  return {
    cluster,
    admin,
    sessionsFor: (ids) => Promise.all(ids.map(open)),
    sessionFor: open,
    remove: async () => {
      await Promise.all(opened.map((session) => session.end(0)));
      await admin.end();
      await cluster.remove();
    },
  };
}

/** How a call ended: 'done', or the code and the reason. */
export function endOf(answer: Answer): string {
  return answer.code === undefined ? 'done' : `${answer.code} ${answer.raised === true ? 'raised' : answer.details}`;
}

/** Counts the calls that ended in each way. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[endOf(answer)] = (counts[endOf(answer)] ?? 0) + 1;
  return counts;
}
