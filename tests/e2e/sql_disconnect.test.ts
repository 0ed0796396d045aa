import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callFunction } from '../support/functions.ts';
import { slotsTaken, until } from '../support/slots.ts';
import { callPlatform, project, secretClient } from '../support/project.ts';

// SQL-3, SQL-5: over HTTP, a client that disconnects in the middle of a statement, and a statement that takes too long.

const endless = 'select count(*) from generate_series(1, 100000000000) as n';
let id: number;
let admin: postgres.Sql;

beforeAll(async () => {
  admin = postgres(project().databaseUrls.supabaseAdmin, { max: 1 });
  id = await newApp();
});
afterAll(() => admin.end());

async function newApp(): Promise<number> {
  const tables = [{ name: 'todos', columns: [{ name: 'text', type: 'text' }] }];
  return (await callPlatform<{ id: number }>('create_app', { name: 'SQL', tables })).id;
}

/** The routes to exec_sql. Each takes a signal that disconnects its client, and returns the status. */
const routes = {
  'supabase-js over the Data API': async (args: object, signal?: AbortSignal): Promise<number> => {
    const call = secretClient().schema('platform').rpc('exec_sql', args);
    return (await (signal === undefined ? call : call.abortSignal(signal))).status;
  },
  'the sql function': async (args: object, signal: AbortSignal | null = null): Promise<number> => {
    const response = await fetch(`${project().url}/functions/v1/sql`, {
      method: 'POST',
      headers: { apikey: project().keys.secretKey, 'content-type': 'application/json' },
      body: JSON.stringify(args),
      signal,
    });
    await response.text();
    return response.status;
  },
};

/** Calls, disconnects while the call runs, and waits until the slot of the app is free. Returns how long that took. */
async function disconnectDuring(call: (typeof routes)[keyof typeof routes], args: { app_id: number }): Promise<number> {
  const client = new AbortController();
  const answer = call(args, client.signal).then((status) => `answered ${status}`, (error: Error) => error.name);
  await until(async () => await slotsTaken(admin, args.app_id) > 0);
  await sleep(200);
  client.abort();
  // supabase-js returns status 0 when fetch throws.
  expect(['AbortError', 'answered 0']).toContain(await answer);
  const begun = performance.now();
  await until(async () => await slotsTaken(admin, args.app_id) === 0);
  return performance.now() - begun;
}

async function tableOf(appId: number, name: string): Promise<number> {
  return (await admin`select from pg_class where relname = ${`app_${appId}_${name}`}`).length;
}

async function callsDone(): Promise<number> {
  return (await admin`select from platform.audit_log where app_id = ${id} and detail ->> 'outcome' = 'done'`).length;
}

describe.each(Object.entries(routes))('when a client of %s disconnects', (_, call) => {
  it('an endless call leaves nothing half done', async () => {
    const sql = `create table app_${id}_made (id int primary key); insert into app_${id}_made values (1); ${endless}`;
    expect(await disconnectDuring(call, { app_id: id, sql, options: { timeout_ms: 1500 } } as { app_id: number }))
      .toBeLessThan(
        3500,
      );
    expect(await tableOf(id, 'made')).toBe(0);
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
    expect(await call({ app_id: id, sql: `select text from app_${id}_todos` })).toBe(200);
  });

  it('a call that would complete is done as a whole or not at all', async () => {
    const sql =
      `create table app_${id}_made (id int primary key); select count(*) from generate_series(1, 3000000) as n; ` +
      `insert into app_${id}_made values (1)`;
    const before = await callsDone();
    await disconnectDuring(call, { app_id: id, sql } as { app_id: number });
    const made = await tableOf(id, 'made');
    expect(await callsDone() - before).toBe(made);
    if (made === 0) return;
    expect(await admin.unsafe(`select id from app_${id}_made`)).toEqual([{ id: 1 }]);
    expect(await call({ app_id: id, sql: `drop table app_${id}_made` })).toBe(200);
  });
});

it('many clients of several apps that disconnect leave every connection usable', async () => {
  const apps = await Promise.all(Array.from({ length: 6 }, newApp));
  const client = new AbortController();
  const calls = apps.flatMap((appId) =>
    Array.from(
      { length: 4 },
      () =>
        routes['supabase-js over the Data API'](
          { app_id: appId, sql: endless, options: { timeout_ms: 800 } },
          client.signal,
        )
          .catch(() => 0),
    )
  );
  await sleep(500);
  client.abort();
  await Promise.all(calls);
  for (const appId of apps) await until(async () => await slotsTaken(admin, appId) === 0);
  const statuses = await Promise.all(
    Array.from(
      { length: 40 },
      (_, index) => routes['supabase-js over the Data API']({ app_id: apps[index % 6], sql: `select ${index}` }),
    ),
  );
  // Four calls of an app run at a time. The others get status 429, and every call gets a response.
  expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  expect(await Promise.all(apps.map((appId) => callPlatform('verify_app', { app_id: appId })))).toEqual(
    apps.map(() => []),
  );
});

it('a call of more than 8 s is cancelled, returns timed_out, and is recorded in the history', async () => {
  const [direct, viaFunction] = await Promise.all([
    secretClient().schema('platform').rpc('exec_sql', {
      app_id: id,
      sql: `create table app_${id}_slow (id int); ${endless}`,
    }),
    callFunction('POST', 'sql', { app_id: id, sql: endless }),
  ]);
  expect(direct).toMatchObject({ status: 504, error: { code: '57014', details: 'timed_out' } });
  expect(viaFunction).toMatchObject({ status: 504, body: { error: { code: 'timed_out' } } });
  expect(await tableOf(id, 'slow')).toBe(0);
  const { entries } = await callPlatform<{ entries: object[] }>('sql_history', { app_id: id, page_size: 2 });
  expect(entries).toMatchObject([{ outcome: 'failed', reason: 'timed_out' }, {
    outcome: 'failed',
    reason: 'timed_out',
  }]);
  expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
}, 30_000);
