import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, PooledSession, stateChanges } from '../../scripts/guard/pooled_session.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';
import { placesTaken, until } from '../support/places.ts';

// SQL-3, SQL-8, SQL-11: exec_sql on many connections at once, and calls that are ended from outside.

vi.setConfig({ testTimeout: 120_000 });

const parallel = 32;
const appIds = Array.from({ length: parallel }, (_, index) => 101 + index);
const busyApp = 57;
/** Runs until its time is over. */
const endless = 'select count(*) from generate_series(1, 100000000000) as n';

let cluster: TestCluster;
let admin: postgres.Sql;
const opened: PooledSession[] = [];

beforeAll(async () => {
  cluster = await startTestCluster();
  admin = connect(cluster.url('supabase_admin'));
  for (const id of [busyApp, ...appIds]) {
    const todos = [{ name: 'todos', scope: 'shared', columns: [{ name: 'text', type: 'text' }] }];
    await admin`select platform.create_app('Parallel', ${id}, tables => ${admin.json(todos)})`;
  }
});
afterAll(async () => {
  await Promise.all(opened.map((session) => session.end(0)));
  await admin.end();
  await cluster.remove();
});

async function sessionsFor(ids: readonly number[]): Promise<PooledSession[]> {
  const sessions = ids.map((id) => new PooledSession(cluster.url('authenticator'), id));
  opened.push(...sessions);
  // Opens every connection now, and loads plpgsql, whose settings are then there.
  await Promise.all(sessions.map((session) => session.exec('select 1')));
  return sessions;
}

async function sessionFor(id: number): Promise<PooledSession> {
  const [session] = await sessionsFor([id]);
  if (session === undefined) throw new Error('No session was opened');
  return session;
}

/** 'done', or the code and the reason. */
function endOf(answer: Answer): string {
  return answer.code === undefined ? 'done' : `${answer.code} ${answer.raised === true ? 'raised' : answer.details}`;
}

function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[endOf(answer)] = (counts[endOf(answer)] ?? 0) + 1;
  return counts;
}

/** What the catalog and the rows of an app are. */
async function stateOf(id: number): Promise<string> {
  const rows = await admin<{ state: string }[]>`
    select concat_ws(E'\n',
      (select string_agg(concat_ws(' ', relname, relkind, relacl::text), E'\n' order by relname) from pg_class where relname ~ ${`^app_${id}_`}),
      (select string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid), E'\n' order by attrelid, attnum) from pg_attribute
        where attrelid::regclass::text ~ ${`^app_${id}_`}),
      (select string_agg(app_tables::text, E'\n' order by name) from platform.app_tables where app_id = ${id}),
      (select table_count::text from platform.shards where is_local),
      query_to_xml(${`select text from public.app_${id}_todos order by text`}, false, false, '')::text) as state`;
  return rows[0]?.state ?? '';
}

describe(`${parallel} callers at once`, () => {
  it('for as many apps: each is served, and with its own rows', async () => {
    const sessions = await sessionsFor(appIds);
    const answers = await Promise.all(sessions.map((session, index) => {
      const prefix = `app_${appIds[index]}_`;
      return session.exec(`
        create table ${prefix}items (id int primary key, note text);
        insert into ${prefix}items select n, '${prefix}' || n from generate_series(1, 50) as n;
        select note from ${prefix}items where id = 7`);
    }));
    expect(tally(answers)).toEqual({ done: parallel });
    expect(answers.map((answer) => answer.results?.[2]?.rows)).toEqual(appIds.map((id) => [{ note: `app_${id}_7` }]));
  });

  it('for one app: four run, the others are told at once that it has no place', async () => {
    const sessions = await sessionsFor(Array.from({ length: parallel }, () => busyApp));
    const before = await Promise.all(sessions.map((session) => session.state()));
    const begun = performance.now();
    const refusedAfter: number[] = [];
    const answers = await Promise.all(sessions.map(async (session) => {
      const answer = await session.exec(endless, { timeout_ms: 3000 });
      if (answer.code === 'PT429') refusedAfter.push(performance.now() - begun);
      return answer;
    }));
    expect(tally(answers)).toEqual({ '57014 timed_out': 4, 'PT429 too_many_queries': parallel - 4 });
    expect(answers.find((answer) => answer.code === 'PT429')?.hint).toBe('Wait for one of them to end.');
    expect(Math.max(...refusedAfter)).toBeLessThan(2500);
    const after = await Promise.all(sessions.map((session) => session.state()));
    expect(after.map((state, index) => stateChanges(before[index] ?? new Map(), state))).toEqual(
      sessions.map(() => []),
    );
    expect(await placesTaken(admin, busyApp)).toBe(0);
  });

  it('for one app, and each asks again: all are served', async () => {
    const sessions = await sessionsFor(Array.from({ length: parallel }, () => busyApp));
    const answers = await Promise.all(sessions.map(async (session, index) => {
      for (;;) {
        const answer = await session.exec(`select ${index} as n, count(*) from generate_series(1, 10000)`);
        if (answer.code !== 'PT429') return answer;
        await sleep(5 + index);
      }
    }));
    expect(tally(answers)).toEqual({ done: parallel });
  });

  it('of one app keep no other app from being served', async () => {
    const heavy = await sessionsFor(Array.from({ length: parallel }, () => busyApp));
    const others = await sessionsFor(appIds.slice(0, 8));
    const writes = `create table app_57_held (id int primary key); insert into app_57_held values (1); ${endless}`;
    let over = false;
    const storm = Promise.all(heavy.map(async (session, index) => {
      const answers = [await session.exec(index === 0 ? writes : endless, { timeout_ms: 4000 })];
      while (!over && endOf(answers[0] ?? {}) === 'PT429 too_many_queries') {
        answers.push(await session.exec(endless, { timeout_ms: 1000 }));
        await sleep(50);
      }
      return answers;
    }));
    await until(async () => await placesTaken(admin, busyApp) === 4);
    const times: number[] = [];
    const served: Answer[] = [];
    const placesSeen: number[] = [];
    await Promise.all(others.map(async (session, index) => {
      const id = appIds[index];
      for (let call = 0; call < 10; call++) {
        const begun = performance.now();
        served.push(
          await session.exec(
            call === 5 ? `create table app_${id}_made (id int primary key)` : `select count(*) from app_${id}_todos`,
          ),
        );
        times.push(performance.now() - begun);
      }
      placesSeen.push(await placesTaken(admin, busyApp));
    }));
    over = true;
    expect(tally(served)).toEqual({ done: 80 });
    // All were served while the busy app had all that it can get.
    expect(placesSeen).toEqual(others.map(() => 4));
    expect(Math.max(...times)).toBeLessThan(3500);
    const ends = tally((await storm).flat());
    expect(Object.keys(ends).sort()).toEqual(['57014 timed_out', 'PT429 too_many_queries']);
    expect(await admin`select from pg_class where relname = 'app_57_held'`).toHaveLength(0);
  });

  it('leave every app and the shard sound', async () => {
    expect([...await admin`select * from platform.verify_shard()`]).toEqual([]);
  });
});

describe('a call that is ended from outside', () => {
  const work = `
    create table app_57_made (id int primary key, note text);
    insert into app_57_made select n, 'note' from generate_series(1, 100) as n;
    create index app_57_made_note on app_57_made (note);
    alter table app_57_todos add column extra text;`;

  /** The endless query is reached long before. */
  async function untilItRuns(): Promise<void> {
    await until(async () => await placesTaken(admin, busyApp) === 1);
    await sleep(300);
  }

  /** A call in no transaction of the driver's, which could not bear to lose the connection in one. */
  async function callAlone(text: string, options: Record<string, unknown>, limitMs: number) {
    const session = connect(cluster.url('authenticator'), { prepare: false });
    await session.unsafe(`set role service_role; set statement_timeout = ${limitMs}`);
    const rows = await session.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
    const call = session`select platform.exec_sql(${busyApp}, ${text}, ${session.json(options as postgres.JSONValue)})`
      .then(() => 'answered', () => 'lost');
    return { session, pid: rows[0]?.pid ?? 0, call };
  }

  it('by pg_cancel_backend: nothing is kept, and the connection goes on', async () => {
    const session = await sessionFor(busyApp);
    const [state, rows] = [await session.state(), await stateOf(busyApp)];
    const pid = await session.pid();
    const call = session.exec(`${work} ${endless}`);
    await untilItRuns();
    await admin`select pg_cancel_backend(${pid})`;
    const answer = await call;
    expect(endOf(answer)).toBe('57014 timed_out');
    expect(await placesTaken(admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
    expect(stateChanges(state, await session.state())).toEqual([]);
    expect(endOf(await session.exec('select text from app_57_todos'))).toBe('done');
    const [audit] =
      await admin`select detail from platform.audit_log where app_id = ${busyApp} and detail ->> 'statements' = '5'`;
    expect(audit?.['detail']).toMatchObject({ outcome: 'failed', reason: 'timed_out' });
  });

  it('by pg_cancel_backend at any moment: it is done as a whole or not at all', async () => {
    const session = await sessionFor(busyApp);
    const before = await session.state();
    const pid = await session.pid();
    const begun = performance.now();
    expect(endOf(await session.exec(work, { dry_run: true }))).toBe('done');
    const takes = performance.now() - begun;
    const ends: Answer[] = [];
    for (let round = 0; round < 40; round++) {
      const rows = await stateOf(busyApp);
      const call = session.exec(work);
      await sleep(takes * round / 35);
      await admin`select pg_cancel_backend(${pid})`;
      const answer = await call;
      ends.push(answer);
      // A cancellation that comes late hits what the session does next.
      await session.state().catch(() => undefined);
      if (answer.code === undefined) {
        expect(await stateOf(busyApp)).not.toBe(rows);
        expect(endOf(await session.exec('drop table app_57_made; alter table app_57_todos drop column extra'))).toBe(
          'done',
        );
      } else expect(await stateOf(busyApp)).toBe(rows);
      expect(await placesTaken(admin, busyApp)).toBe(0);
    }
    expect(stateChanges(before, await session.state())).toEqual([]);
    expect(Object.keys(tally(ends))).toEqual(expect.arrayContaining(['done', '57014 timed_out']));
    expect([...await admin`select * from platform.verify_app(${busyApp})`]).toEqual([]);
  });

  it('by pg_terminate_backend: nothing is kept, and its place is free', async () => {
    const rows = await stateOf(busyApp);
    const { session, pid, call } = await callAlone(`${work} ${endless}`, {}, 8000);
    await untilItRuns();
    await admin`select pg_terminate_backend(${pid}, 5000)`;
    expect(await call).toBe('lost');
    expect(await placesTaken(admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
    expect(endOf(await (await sessionFor(busyApp)).exec('select text from app_57_todos'))).toBe('done');
    await session.end({ timeout: 0 });
  });

  it('by its client, which goes away: it ends by its timeout at the latest', async () => {
    const rows = await stateOf(busyApp);
    const { session, pid, call } = await callAlone(`${work} ${endless}`, { timeout_ms: 1500 }, 1500);
    await untilItRuns();
    const begun = performance.now();
    await session.end({ timeout: 0 });
    expect(await call).toBe('lost');
    await until(async () => (await admin`select from pg_stat_activity where pid = ${pid}`).length === 0);
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(await placesTaken(admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
  });

  it('by its own limit, where the caller has set none: the session ends, and nothing is kept', async () => {
    const rows = await stateOf(busyApp);
    const begun = performance.now();
    const { session, call } = await callAlone(`${work} ${endless}`, { timeout_ms: 500 }, 0);
    expect(await call).toBe('lost');
    expect(performance.now() - begun).toBeLessThan(3000);
    await until(async () => await placesTaken(admin, busyApp) === 0);
    expect(await stateOf(busyApp)).toBe(rows);
    await session.end({ timeout: 0 });
  });

  it('leaves no limit for what comes after it on the connection', async () => {
    const session = connect(cluster.url('authenticator'), { prepare: false });
    const [first, second] = await session.begin(async (sql) => {
      await sql`set local role service_role`;
      const rows = await sql<
        { answer: Answer }[]
      >`select platform.exec_sql(57, 'select 1', '{"timeout_ms": 100}') as answer`;
      return [rows[0]?.answer, await sql`select pg_sleep(0.6)`];
    });
    expect(endOf(first ?? {})).toBe('done');
    expect(second).toHaveLength(1);
    await session.end();
  });
});
