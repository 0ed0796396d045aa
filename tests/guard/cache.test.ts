import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWorld } from '../harness/guard/world.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

// SQL-12: the cache of accepted SQL with several concurrent sessions, and after a crash of the server.
const sql = 'select count(*) as n from app_57_todos where priority = $1';
const options = { parameters: [1] };

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster({ durable: true });
  const admin = connect(cluster.url('supabase_admin'));
  await buildWorld(admin);
  await admin.end();
}, 60_000);

afterAll(() => cluster.remove());

function service() {
  return connect(cluster.url(), { connection: { role: 'service_role' } });
}

async function cachedCount(): Promise<number> {
  const owner = connect(cluster.url());
  const [row] = await owner<{ n: number }[]>`select count(*)::integer as n from sandbox.guard_cache`;
  await owner.end();
  return row?.n ?? 0;
}

test('a call does not wait for an open transaction that cached the same SQL', async () => {
  const [first, second] = [service(), service()];
  const waited = await first.begin(async (transaction) => {
    await transaction`select platform.exec_sql(57, ${sql}, ${transaction.json(options)})`;
    const started = performance.now();
    const [row] = await second<{ n: number }[]>`
      select (platform.exec_sql(57, ${sql}, ${second.json(options)}) #>> '{results,0,rows,0,n}')::integer as n`;
    expect(row?.n).toBe(2);
    return performance.now() - started;
  });
  expect(waited).toBeLessThan(2_000);
  expect(await cachedCount()).toBe(1);
  await Promise.all([first.end(), second.end()]);
});

test('many concurrent callers of one SQL string get the same result and cache it in one row', async () => {
  const sessions = Array.from({ length: 4 }, service);
  const answers = await Promise.all(sessions.flatMap((session) =>
    Array.from({ length: 20 }, async () => {
      const [row] = await session<{ n: string }[]>`
      select platform.exec_sql(57, 'select 2 as n', '{}') #>> '{results,0,rows,0,n}' as n`;
      return row?.n;
    })
  ));
  expect(new Set(answers)).toEqual(new Set(['2']));
  expect(await cachedCount()).toBe(2);
  await Promise.all(sessions.map((session) => session.end()));
});

test('after a crash the cache is empty, and SQL is checked again', async () => {
  await cluster.kill();
  await cluster.restart();
  expect(await cachedCount()).toBe(0);
  const session = service();
  const [row] = await session<{ n: string }[]>`
    select platform.exec_sql(57, 'select 3 as n', '{}') #>> '{results,0,rows,0,n}' as n`;
  expect(row?.n).toBe('3');
  await session.end();
}, 60_000);
