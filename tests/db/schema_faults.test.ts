import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { differences, ledgerOf, stateOf } from './evolution/app_state.ts';
import { apply, makeApp, specOf } from './evolution/one_table_app.ts';
import { outcomeOf, type Shard, startShard } from './shard.ts';

// Faults in the middle of a schema change leave the old state or the new one, never a state in between, and the error names
// the row or the lock.

vi.setConfig({ testTimeout: 180_000 });

const lockTimeout = 300;
const lockAttempts = 3;

let shard: Shard;
let sql: postgres.Sql;
let sessions: postgres.Sql[];
let appId = 400_000;
beforeAll(async () => {
  shard = await startShard();
  sql = shard.sql;
  sessions = await shard.sessions(16);
  await sql`update platform.settings set value = ${lockTimeout} where key = 'schema_lock_timeout_ms'`;
  await sql`update platform.settings set value = ${lockAttempts} where key = 'schema_lock_attempts'`;
});
afterAll(() => shard.remove());

/** The error of a call, with its message. */
async function errorOf(call: PromiseLike<unknown>): Promise<{ code?: string; detail?: string; message: string }> {
  try {
    await call;
  } catch (error) {
    return error as { code?: string; detail?: string; message: string };
  }
  throw new Error('The call succeeded but should have been refused');
}

async function everything(id: number): Promise<unknown> {
  return { state: await stateOf(sql, id), ledger: await ledgerOf(sql, id) };
}

beforeEach(() => {
  appId += 200;
});

describe('a value that cannot be converted', () => {
  it('in row 500,000 prevents the change and is named in the error', async () => {
    await makeApp(shard, appId, 500_000);
    const table = `public.app_${appId}_todos`;
    await sql.unsafe(`update ${table} set v = 'not a number' where id = md5('row 500000')::uuid`);
    const digest = () =>
      sql.unsafe(
        `select count(*), bit_xor(hashtextextended(todos::text, 0)), pg_relation_filenode('${table}') from ${table} as todos`,
      );
    const before = { rows: await digest(), ledger: await ledgerOf(sql, appId) };
    const error = await errorOf(apply(sql, appId, specOf('integer')));
    expect(error).toMatchObject({ code: '22023', detail: 'cast_failed' });
    const [row] = await sql<{ id: string }[]>`select md5('row 500000')::uuid as id`;
    expect(error.message).toContain(row?.id);
    expect({ rows: await digest(), ledger: await ledgerOf(sql, appId) }).toEqual(before);
    // After the value is corrected, the change succeeds.
    await sql.unsafe(`update ${table} set v = '0' where id = md5('row 500000')::uuid`);
    expect(await outcomeOf(apply(sql, appId, specOf('integer')))).toMatchObject({
      answer: { schema_change: { version: 2 } },
    });
    await sql`select platform.delete_app(${appId})`;
    await sql`select platform.purge_app(${appId})`;
  });
});

describe('a table lock', () => {
  it.each(['access share', 'row exclusive', 'access exclusive'])(
    'in mode %s of another session prevents the change, and the error names that session',
    async (mode) => {
      await makeApp(shard, appId, 10);
      const [holder, reader, changer] = sessions as [postgres.Sql, postgres.Sql, postgres.Sql];
      const before = await everything(appId);
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => release = resolve);
      let pid = 0;
      const holding = holder.begin(async (transaction) => {
        await transaction.unsafe(`lock table public.app_${appId}_todos in ${mode} mode`);
        pid = (await transaction<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0;
        await released;
      });
      while (pid === 0) await sleep(5);

      const started = performance.now();
      const latencies: number[] = [];
      let done = false;
      const reading = mode === 'access exclusive' ? undefined : (async () => {
        while (!done) {
          const asked = performance.now();
          await reader.unsafe(`select count(*) from public.app_${appId}_todos`);
          latencies.push(performance.now() - asked);
          await sleep(20);
        }
      })();
      const error = await errorOf(apply(changer, appId, specOf('integer')));
      const took = performance.now() - started;
      done = true;
      await reading;
      expect(error).toMatchObject({ code: '55P03', detail: 'lock_not_available' });
      expect(error.message).toContain(`session ${pid}`);
      expect(error.message).toContain(`app_${appId}_todos`);
      expect(took).toBeGreaterThan(lockTimeout);
      expect(took).toBeLessThan(lockAttempts * (lockTimeout + 500) + 2_000);
      if (reading !== undefined) {
        // A reader that queued behind an attempt continued when the attempt ended, and others read between the attempts.
        expect(latencies.length).toBeGreaterThanOrEqual(lockAttempts);
        expect(Math.max(...latencies)).toBeLessThan(lockTimeout + 1_500);
      }
      release();
      await holding;
      expect(differences(await everything(appId), before)).toEqual([]);
      expect((await outcomeOf(apply(changer, appId, specOf('integer')))).error).toBeUndefined();
    },
  );

  it('is acquired if the other session ends between two attempts', async () => {
    await makeApp(shard, appId, 10);
    const [holder, changer] = sessions as [postgres.Sql, postgres.Sql];
    let held = false;
    const holding = holder.begin(async (transaction) => {
      await transaction.unsafe(`select from public.app_${appId}_todos`);
      held = true;
      await sleep(lockTimeout * 1.5);
    });
    while (!held) await sleep(5);
    expect((await outcomeOf(apply(changer, appId, specOf('integer')))).error).toBeUndefined();
    await holding;
  });

  it('is awaited without changing the lock_timeout of the session', async () => {
    await makeApp(shard, appId, 10);
    const [first] = sessions as [postgres.Sql];
    const timeouts = await first.begin(async (transaction) => {
      await transaction`set local lock_timeout = '7s'`;
      await transaction`select platform.apply_schema(${appId}, ${
        JSON.stringify(specOf('integer'))
      }::text::jsonb, null, true)`;
      const [row] = await transaction<{ timeout: string }[]>`select current_setting('lock_timeout') as timeout`;
      return row?.timeout;
    });
    expect(timeouts).toBe('7s');
  });
});

describe('a connection that is killed in the middle of apply_schema', () => {
  it('leaves the old state or the new one', async () => {
    await makeApp(shard, appId, 30_000);
    const describeIt = async () => {
      const [row] = await sql<{ digest: string }[]>`
        select (platform.describe_app(${appId}) -> 'tables')::text as digest`;
      return row?.digest;
    };
    const rows = () => sql.unsafe(`select count(*), sum(v::text::integer) from public.app_${appId}_todos`);
    const former = await rows();
    const descriptions = new Set<string | undefined>();
    let killed = 0;
    for (let round = 0; round < 12; round++) {
      const victim = connect(shard.cluster.url());
      const [session] = await victim<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const type = round % 2 === 0 ? 'integer' : 'text';
      const before = { description: await describeIt(), ledger: await ledgerOf(sql, appId) };
      const outcome = apply(victim, appId, specOf(type, ['more'])).then(() => 'done', () => 'killed');
      await sleep(10 + 30 * round);
      await sql`select pg_terminate_backend(${session?.pid ?? 0})`;
      if (await outcome === 'killed') {
        killed++;
        await sleep(50);
        const [last] = await sql<{ count: number }[]>`
          select count(*)::integer as count from platform.schema_changes where app_id = ${appId}`;
        // Nothing changed, unless the connection was killed after the commit.
        if (last?.count === ((before.ledger as { schema_changes: unknown[] | null }).schema_changes?.length ?? 0)) {
          expect(differences({ description: await describeIt(), ledger: await ledgerOf(sql, appId) }, before)).toEqual(
            [],
          );
        }
      }
      descriptions.add(await describeIt());
      expect(await rows()).toEqual(former);
      expect(await sql`select * from platform.verify_app(${appId})`).toEqual([]);
      await victim.end({ timeout: 1 });
    }
    expect(killed).toBeGreaterThan(0);
    expect((await outcomeOf(apply(sql, appId, specOf('bigint')))).error).toBeUndefined();
  });
});
