import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

// Kills every process of PostgreSQL with SIGKILL in the middle of many changes. After the restart every app is complete or
// absent, every acknowledged change has happened, and the shard accepts new apps.

vi.setConfig({ testTimeout: 120_000 });

const writers = 12;
const tables = ['lists', 'todos'].map((name) => ({ name, columns: [{ name: 'text', type: 'text' }] }));

let cluster: TestCluster;
beforeAll(async () => {
  // Acknowledged changes must survive, so this server waits for the disk as a real one does.
  cluster = await startTestCluster({ durable: true });
});
afterAll(() => cluster.remove());

/** The tables of an app, or null if the app does not exist. */
type State = string[] | null;

/** What the caller knows about an app at the crash: the acknowledged state, and the state after a call that is under way. */
interface Known {
  acknowledged: State;
  underWay?: State;
}

describe.each([1, 2, 3])('crash %i', (round) => {
  const known = new Map<string, Known>();

  it('happens while apps and tables are created and purged', async () => {
    const sessions = Array.from({ length: writers }, () => connect(cluster.url()));
    const work = sessions.map((sql) => changeUntilTheCrash(sql, known));
    await Promise.race([untilKnown(known, 12), ...work]);
    // A different moment of the work in every round.
    await sleep(13 * round);
    const busy = await killServer();
    await Promise.all(work);
    await Promise.all(sessions.map((sql) => sql.end({ timeout: 1 })));
    expect(busy).toBeGreaterThan(0);
  });

  it('leaves every app complete or absent', async () => {
    await cluster.restart();
    const sql = connect(cluster.url());
    try {
      expect(await sql`select * from platform.verify_shard()`).toEqual([]);
      // The same, checked independently: roles, executors and tables match the registry one to one.
      expect(
        await sql`
        select coalesce(apps.id::text, roles.id, executors.id) as id
        from platform.apps
        full join (
          select substring(rolname from '[0-9]+') as id from pg_roles where rolname ~ '^app_[0-9]+$'
        ) as roles on roles.id = apps.id::text
        full join (
          select substring(proname from '[0-9]+') as id from pg_proc where proname ~ '^app_[0-9]+_write$'
        ) as executors on executors.id = coalesce(apps.id::text, roles.id)
        where apps.id is null or roles.id is null or executors.id is null`,
      ).toEqual([]);
      expect(
        await sql`
        select relname, full_name
        from (select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as made
        full join (
          select platform.app_object(app_id, name) as full_name from platform.app_tables
        ) as registered on full_name = relname
        where relname is null or full_name is null`,
      ).toEqual([]);
    } finally {
      await sql.end();
    }
  });

  it('loses no acknowledged change', async () => {
    const sql = connect(cluster.url());
    try {
      const rows = await sql<{ id: string; tables: string[] }[]>`
        select apps.id::text, array_agg(app_tables.name order by app_tables.name) as tables
        from platform.apps join platform.app_tables on app_tables.app_id = apps.id group by apps.id`;
      const found = new Map<string, State>(rows.map((row) => [row.id, row.tables]));
      for (const [id, app] of known) {
        // A call that was under way happened completely or not at all.
        expect(['underWay' in app ? app.underWay : app.acknowledged, app.acknowledged], `app ${id}`)
          .toContainEqual(found.get(id) ?? null);
      }
    } finally {
      await sql.end();
    }
  });

  it('does not prevent the shard from accepting new apps', async () => {
    const sql = connect(cluster.url());
    try {
      const made = await sql<{ app: { id: number } }[]>`
        select platform.create_app('After the crash', tables => ${sql.json(tables)}) as app from generate_series(1, 3)`;
      expect(made).toHaveLength(3);
      expect(await sql`select * from platform.verify_shard()`).toEqual([]);
    } finally {
      await sql.end();
    }
  });
});

async function untilKnown(known: Map<string, Known>, count: number): Promise<void> {
  while (known.size < count) await sleep(5);
}

/** Creates apps, adds and drops tables and purges apps, one after the other, and records what was acknowledged. */
async function changeUntilTheCrash(sql: postgres.Sql, known: Map<string, Known>): Promise<void> {
  const notes = { name: 'notes', columns: [{ name: 'text', type: 'text' }] };
  try {
    for (;;) {
      const [app] = await sql<{ id: string }[]>`
        select platform.create_app('Crash', tables => ${sql.json(tables)}) ->> 'id' as id`;
      const id = app?.id ?? '';
      const entry: Known = { acknowledged: ['lists', 'todos', 'users'] };
      known.set(id, entry);
      const created = sql`select platform.create_table(${id}, ${sql.json(notes)})`;
      await change(entry, ['lists', 'notes', 'todos', 'users'], created);
      await change(entry, ['lists', 'notes', 'users'], sql`select platform.drop_table(${id}, 'todos')`);
      if (Number(id) % 3 !== 0) continue;
      await sql`select platform.delete_app(${id})`;
      await change(entry, null, sql`select platform.purge_app(${id})`);
    }
  } catch (error) {
    expectLostConnection(error);
  }
}

async function change(app: Known, result: State, call: PromiseLike<unknown>): Promise<void> {
  app.underWay = result;
  await call;
  app.acknowledged = result;
  delete app.underWay;
}

/** The work may end only with a lost connection: a refusal by the database would be a fault. */
function expectLostConnection(error: unknown): void {
  expect((error as { code?: string }).code).toMatch(/^(CONNECTION_|ECONN|EPIPE)/);
}

/**
 * Kills every process of the server at once, because the processes of the sessions outlive the postmaster.
 * Returns how many sessions were in the middle of a statement.
 */
async function killServer(): Promise<number> {
  const sql = connect(cluster.url());
  const rows = await sql<{ pid: number; busy: boolean }[]>`
    select pid, coalesce(state = 'active' and pid <> pg_backend_pid(), false) as busy from pg_stat_activity`;
  for (const pid of [cluster.pid, ...rows.map((row) => row.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await cluster.kill();
  await sql.end({ timeout: 1 });
  return rows.filter(({ busy }) => busy).length;
}
