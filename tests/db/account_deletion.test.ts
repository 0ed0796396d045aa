import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { ManyApps } from './account_in_many_apps.ts';
import { outcomeOf, tally } from './shard.ts';

// MEM-2: an account in more apps than one transaction has locks for is deleted all the same, with the settings of a small hosted
// project. Auth deletes it in its own session; jobs delete the rest of its rows.

const apps = 300;

let shard: ManyApps;
let sql: postgres.Sql;
let auth: postgres.Sql;

beforeAll(async () => {
  shard = await ManyApps.start(apps);
  ({ sql, auth } = shard);
}, 600_000);

afterAll(() => shard.stop());

const memberOf = (count: number) => shard.memberOf(count);
const finish = (session?: postgres.Sql) => shard.finish(session);
const finishAll = () => shard.finishAll();
const problems = () => shard.problems();

/** How many of the apps still hold the profile of an account, and how many rows of it. */
async function remains(userId: string, ids = shard.appIds): Promise<{ profiles: number; rows: number }> {
  const left = { profiles: 0, rows: 0 };
  for (const appId of ids) {
    const [counts] = await sql<{ profiles: number; rows: number }[]>`
      select (select count(*)::integer from ${sql(`app_${appId}_users`)} where id = ${userId}) as profiles,
        (select count(*)::integer from ${sql(`app_${appId}_todos`)} where user_id = ${userId}) as rows`;
    left.profiles += counts?.profiles ?? 0;
    left.rows += counts?.rows ?? 0;
  }
  return left;
}

/** What the account reads of an app with a token that was issued before. */
async function reads(userId: string, appId: string): Promise<number> {
  const rows = await sql.begin(async (transaction) => {
    await transaction`select set_config('request.jwt.claims', ${
      JSON.stringify({ sub: userId, role: 'authenticated' })
    }, true), set_config('role', 'authenticated', true)`;
    return transaction`select from ${transaction(`app_${appId}_todos`)}`;
  });
  return rows.length;
}

describe('an account in many apps', { timeout: 300_000 }, () => {
  it.each<[string, number, (userId: string) => PromiseLike<unknown>]>([
    ['deleted', apps, (userId) => auth`delete from auth.users where id = ${userId}`],
    ['soft-deleted', 40, (userId) => auth`update auth.users set deleted_at = now() where id = ${userId}`],
  ])('is %s at once, and jobs delete the rest of its rows', async (_how, count, remove) => {
    const userId = await memberOf(count);
    const [first, last] = [shard.appIds[0] ?? '', shard.appIds[count - 1] ?? ''];
    expect(await reads(userId, last)).toBe(1);
    await remove(userId);
    expect(await reads(userId, last)).toBe(0);
    expect(await sql`select from platform.app_members where user_id = ${userId}`).toHaveLength(0);
    expect(await remains(userId, [first])).toEqual({ profiles: 0, rows: 0 });
    const { profiles } = await remains(userId);
    expect(profiles).toBeGreaterThan(0);
    expect(await sql`select from platform.pending_account_changes where user_id = ${userId}`).toHaveLength(profiles);
    expect(await problems()).toEqual([]);
    await finishAll();
    expect(await remains(userId)).toEqual({ profiles: 0, rows: 0 });
    expect(await sql`select from platform.pending_account_changes`).toHaveLength(0);
  });
});

describe('the jobs', { timeout: 120_000 }, () => {
  const some = 30;

  it('run in parallel without doing anything twice or waiting for each other', async () => {
    const userId = await memberOf(some);
    await auth`delete from auth.users where id = ${userId}`;
    const [before] = await sql<{ count: number }[]>`select count(*)::integer from platform.pending_account_changes`;
    const sessions = Array.from({ length: 4 }, () => connect(shard.cluster.url()));
    let finished = 0;
    for (let pending = 1; pending > 0;) {
      const batches = await Promise.all(sessions.map((session) => finish(session)));
      finished += batches.reduce((sum, batch) => sum + batch.finished, 0);
      pending = Math.min(...batches.map((batch) => batch.pending));
    }
    await Promise.all(sessions.map((session) => session.end()));
    expect(finished).toBe(before?.count);
    expect(await remains(userId)).toEqual({ profiles: 0, rows: 0 });
  });

  it('go on after one was killed, while an app is suspended, deleted or purged', async () => {
    const userId = await memberOf(some);
    await auth`delete from auth.users where id = ${userId}`;
    const worker = connect(shard.cluster.url());
    const [{ pid } = { pid: 0 }] = await worker<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await worker.unsafe('begin');
    expect((await finish(worker)).finished).toBeGreaterThan(0);
    await sql`select pg_terminate_backend(${pid})`;
    await worker.end({ timeout: 1 });
    const waiting = await sql<
      { id: string }[]
    >`select app_id::text as id from platform.pending_account_changes order by app_id`;
    expect(waiting.length).toBeGreaterThan(20);
    const [suspended, deleted, purged] = waiting.map(({ id }) => id) as [string, string, string];
    await sql`select platform.suspend_app(${suspended})`;
    await sql`select platform.delete_app(${deleted})`;
    await sql`select platform.delete_app(${purged})`;
    await sql`select platform.purge_app(${purged})`;
    shard.appIds = shard.appIds.filter((id) => id !== purged);
    await finishAll();
    expect(await remains(userId)).toEqual({ profiles: 0, rows: 0 });
    expect(await sql`select from platform.pending_account_changes`).toHaveLength(0);
    await sql`select platform.resume_app(${suspended}), platform.resume_app(${deleted})`;
    expect(await problems()).toEqual([]);
  });

  it('try an app again whose tables are locked, and verify_shard reports it when that lasts', async () => {
    const userId = await memberOf(some);
    const owner = connect(shard.cluster.url('supabase_admin'));
    await owner.unsafe('begin');
    await owner.unsafe(`lock table app_${shard.appIds[0]}_todos in share mode`);
    await auth`delete from auth.users where id = ${userId}`;
    const [locked] = await sql<{ count: number }[]>`
      select count(*)::integer from platform.pending_account_changes where app_id = ${shard.appIds[0] ?? ''}`;
    expect(locked?.count).toBe(1);
    await finish();
    await finishAll();
    expect(await sql`select app_id::text as id from platform.pending_account_changes`).toEqual([{
      id: shard.appIds[0],
    }]);
    await finish();
    expect(await problems()).toContain('account_change_stuck');
    await owner.unsafe('rollback');
    await owner.end();
    await finishAll();
    expect(await remains(userId)).toEqual({ profiles: 0, rows: 0 });
    expect(await problems()).toEqual([]);
  });
});

it(
  'an account that is created again under the same id enters an app without its former rows',
  { timeout: 120_000 },
  async () => {
    const userId = await memberOf(30);
    await auth`delete from auth.users where id = ${userId}`;
    const [pending] = await sql<
      { id: string }[]
    >`select app_id::text as id from platform.pending_account_changes limit 1`;
    await auth`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (${userId}, 'again@example.com', '{}', '{}', now(), now())`;
    await sql`select platform.add_member(${pending?.id ?? ''}, ${userId})`;
    expect(await remains(userId, [pending?.id ?? ''])).toEqual({ profiles: 1, rows: 0 });
    await finishAll();
    expect(await remains(userId, [pending?.id ?? ''])).toEqual({ profiles: 1, rows: 0 });
  },
);

it('many accounts are deleted at the same time', { timeout: 120_000 }, async () => {
  const userIds: string[] = [];
  for (let index = 0; index < 10; index++) userIds.push(await memberOf(30));
  const sessions = userIds.map(() => connect(shard.cluster.url('supabase_auth_admin')));
  const outcomes = await Promise.all(
    sessions.map((session, index) =>
      outcomeOf(
        session<{ answer: unknown }[]>`delete from auth.users where id = ${
          userIds[index] ?? ''
        } returning id as answer`,
      )
    ),
  );
  await Promise.all(sessions.map((session) => session.end()));
  expect(tally(outcomes)).toEqual({ answered: 10 });
  await finishAll();
  for (const userId of userIds) expect(await remains(userId)).toEqual({ profiles: 0, rows: 0 });
});
