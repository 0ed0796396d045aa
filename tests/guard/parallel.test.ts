import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, stateChanges } from '../harness/guard/pooled_session.ts';
import { slotsTaken, until } from '../support/slots.ts';
import { type Callers, endless, endOf, startCallers, tally } from './callers.ts';

// SQL-8, SQL-11: exec_sql on many connections at the same time.

vi.setConfig({ testTimeout: 120_000 });

const parallel = 32;
const appIds = Array.from({ length: parallel }, (_, index) => 101 + index);
const busyApp = 57;

let callers: Callers;
beforeAll(async () => {
  callers = await startCallers([busyApp, ...appIds]);
  // By default the shard runs fewer calls than there are callers here; the tests are about the slots of an app.
  await callers.admin`update platform.settings set value = '64' where key = 'sql_calls'`;
});
afterAll(() => callers.remove());

describe(`of ${parallel} concurrent callers`, () => {
  it('each gets the rows of its own app', async () => {
    const sessions = await callers.sessionsFor(appIds);
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

  it('of one app, four run and the others are refused at once because no slot is free', async () => {
    const sessions = await callers.sessionsFor(Array.from({ length: parallel }, () => busyApp));
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
    expect(await slotsTaken(callers.admin, busyApp)).toBe(0);
  });

  it('of many apps, as many run as the shard has slots', async () => {
    await callers.admin`update platform.settings set value = '6' where key = 'sql_calls'`;
    const sessions = await callers.sessionsFor(appIds);
    const answers = await Promise.all(sessions.map((session) => session.exec(endless, { timeout_ms: 3000 })));
    await callers.admin`update platform.settings set value = '64' where key = 'sql_calls'`;
    expect(tally(answers)).toEqual({ '57014 timed_out': 6, 'PT429 shard_busy': parallel - 6 });
  });

  it('of one app, all are served if each retries', async () => {
    const sessions = await callers.sessionsFor(Array.from({ length: parallel }, () => busyApp));
    const answers = await Promise.all(sessions.map(async (session, index) => {
      for (;;) {
        const answer = await session.exec(`select ${index} as n, count(*) from generate_series(1, 10000)`);
        if (answer.code !== 'PT429') return answer;
        await sleep(5 + index);
      }
    }));
    expect(tally(answers)).toEqual({ done: parallel });
  });

  it('of one app, none delays the calls of other apps', async () => {
    const heavy = await callers.sessionsFor(Array.from({ length: parallel }, () => busyApp));
    const others = await callers.sessionsFor(appIds.slice(0, 8));
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
    await until(async () => await slotsTaken(callers.admin, busyApp) === 4);
    const times: number[] = [];
    const served: Answer[] = [];
    const slotsSeen: number[] = [];
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
      slotsSeen.push(await slotsTaken(callers.admin, busyApp));
    }));
    over = true;
    expect(tally(served)).toEqual({ done: 80 });
    // All were served while the busy app held all of its slots.
    expect(slotsSeen).toEqual(others.map(() => 4));
    expect(Math.max(...times)).toBeLessThan(3500);
    const ends = tally((await storm).flat());
    expect(Object.keys(ends).sort()).toEqual(['57014 timed_out', 'PT429 too_many_queries']);
    expect(await callers.admin`select from pg_class where relname = 'app_57_held'`).toHaveLength(0);
  });

  it('none leaves an app or the shard unsound', async () => {
    expect([...await callers.admin`select * from platform.verify_shard()`]).toEqual([]);
  });
});
