import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { ManyApps } from './account_in_many_apps.ts';

// MEM-2: an account in more apps than one transaction has locks for changes its address all the same, with the settings of a small
// hosted project. Auth changes it in its own session; jobs bring the other profiles in line.
// VER-1: the whole shard is verified with the locks that PostgreSQL has.

const apps = 300;
// Of the 3,840 for which there is room. One transaction for all apps would hold 635.
const maxLocks = 200;

let shard: ManyApps;
let sql: postgres.Sql;
let auth: postgres.Sql;
let userId: string;

beforeAll(async () => {
  shard = await ManyApps.start(apps);
  ({ sql, auth } = shard);
  userId = await shard.memberOf(apps);
}, 600_000);

afterAll(() => shard.stop());

const change = (email: string, session = auth) => session`update auth.users set email = ${email} where id = ${userId}`;

/** How many profiles of the account have each address. */
async function addresses(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const appId of shard.appIds) {
    const rows = await sql<{ email: string }[]>`select email from ${sql(`app_${appId}_users`)} where id = ${userId}`;
    for (const { email } of rows) counts[email] = (counts[email] ?? 0) + 1;
  }
  return counts;
}

/** How many locks a transaction holds after it did something. */
async function locksOf(
  session: postgres.Sql,
  work: (transaction: postgres.Sql) => PromiseLike<unknown>,
): Promise<number> {
  const [row] = await session.begin(async (transaction) => {
    await work(transaction as unknown as postgres.Sql);
    return transaction<{ locks: number }[]>`
      select count(*)::integer as locks from pg_locks where pid = pg_backend_pid()`;
  });
  return row?.locks ?? 0;
}

const pending = () => sql`select app_id::text as id from platform.pending_account_changes order by app_id`;

describe('the address of an account in many apps', { timeout: 300_000 }, () => {
  it('changes at once, and jobs bring the other profiles in line', async () => {
    expect(await locksOf(auth, (session) => change('first@example.com', session))).toBeLessThan(maxLocks);
    const atOnce = (await addresses())['first@example.com'] ?? 0;
    expect(atOnce).toBeGreaterThan(0);
    expect(await pending()).toHaveLength(apps - atOnce);
    expect(await shard.problems()).toEqual([]);
    expect(await locksOf(sql, (session) => shard.finish(session))).toBeLessThan(maxLocks);
    await shard.finishAll();
    expect(await addresses()).toEqual({ 'first@example.com': apps });
    expect(await pending()).toEqual([]);
  });

  it('is the last one everywhere when it changes while parallel jobs run', async () => {
    const sessions = Array.from({ length: 4 }, () => connect(shard.cluster.url()));
    let left = 8;
    const changes = (async () => {
      for (; left > 0; left--) await change(`change${left}@example.com`);
    })();
    const jobs = sessions.map(async (session) => {
      while (left > 0) await shard.finish(session);
    });
    await Promise.all([changes, ...jobs]);
    await Promise.all(sessions.map((session) => session.end()));
    await shard.finishAll();
    expect(await addresses()).toEqual({ 'change1@example.com': apps });
    expect(await pending()).toEqual([]);
  });

  it('reaches an app whose job read the account just before the change', async () => {
    await change('early@example.com');
    const [{ id } = { id: '' }] = await pending() as unknown as { id: string }[];
    const worker = connect(shard.cluster.url());
    await worker.unsafe('begin');
    await worker`select platform.finish_account_change(${id}, ${userId})`;
    const late = change('late@example.com');
    const waits = async () =>
      (await sql`select from pg_stat_activity where usename = 'supabase_auth_admin' and wait_event_type = 'Lock'`)
        .length > 0;
    void late.execute();
    while (!await waits());
    await worker.unsafe('commit');
    await worker.end();
    await late;
    await shard.finishAll();
    expect(await addresses()).toEqual({ 'late@example.com': apps });
  });

  it('waits for a session that makes the account a member, whose profile gets the new address', async () => {
    const [app] = await sql<{ id: string }[]>`select platform.create_app('Late') ->> 'id' as id`;
    const appId = app?.id ?? '';
    const worker = connect(shard.cluster.url());
    await worker.unsafe('begin');
    await worker`select platform.add_member(${appId}, ${userId})`;
    const late = change('joined@example.com');
    void late.execute();
    const waits = async () =>
      (await sql`select from pg_stat_activity where usename = 'supabase_auth_admin' and wait_event_type = 'Lock'`)
        .length > 0;
    await expect.poll(waits, { timeout: 5_000 }).toBe(true);
    await worker.unsafe('commit');
    await worker.end();
    await late;
    await shard.finishAll();
    const [profile] = await sql<{ email: string }[]>`select email from ${
      sql(`app_${appId}_users`)
    } where id = ${userId}`;
    expect(profile?.email).toBe('joined@example.com');
    expect(await shard.problems()).toEqual([]);
    await sql`select platform.delete_app(${appId})`;
    await sql`select platform.purge_app(${appId})`;
  });

  it('waits for an app whose profiles are locked, and for the jobs after one that was killed', async () => {
    const owner = connect(shard.cluster.url('supabase_admin'));
    await owner.unsafe('begin');
    await owner.unsafe(`lock table app_${shard.appIds[0]}_users in share mode`);
    await change('locked@example.com');
    expect(await pending()).toHaveLength(apps);
    const worker = connect(shard.cluster.url());
    const [{ pid } = { pid: 0 }] = await worker<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await worker.unsafe('begin');
    expect((await shard.finish(worker)).finished).toBeGreaterThan(0);
    await sql`select pg_terminate_backend(${pid})`;
    await worker.end({ timeout: 1 });
    await shard.finishAll();
    expect(await pending()).toEqual([{ id: shard.appIds[0] }]);
    for (let call = 0; call < 2; call++) await shard.finish();
    expect(await shard.problems()).toContain('account_change_stuck');
    await owner.unsafe('rollback');
    await owner.end();
    await shard.finishAll();
    expect(await addresses()).toEqual({ 'locked@example.com': apps });
    expect(await shard.problems()).toEqual([]);
  });

  it('is verified without holding the locks of all apps', async () => {
    expect(await locksOf(sql, (session) => session`select from platform.verify_shard()`)).toBeLessThan(maxLocks);
    expect(await locksOf(sql, (session) => session`select platform.verify_shard_page(${apps})`)).toBeLessThan(maxLocks);
  });

  it('goes with the account that is deleted while it is pending', async () => {
    await change('gone@example.com');
    await auth`delete from auth.users where id = ${userId}`;
    await shard.finishAll();
    expect(await addresses()).toEqual({});
    expect(await pending()).toEqual([]);
    expect(await shard.problems()).toEqual([]);
  });
});
