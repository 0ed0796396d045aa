import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, stateChanges } from '../harness/guard/pooled_session.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { slotsTaken, until } from '../support/slots.ts';
import { type Callers, endless, endOf, startCallers, tally } from './callers.ts';

// SQL-3, SQL-8: calls of exec_sql that are cancelled or terminated, or lose their client, in the middle of a statement.

vi.setConfig({ testTimeout: 120_000 });

const busyApp = 57;

let callers: Callers;
beforeAll(async () => {
  callers = await startCallers([busyApp]);
});
afterAll(() => callers.remove());

/** The state of an app: its catalog entries, registry rows and todos. */
async function stateOf(id: number): Promise<string> {
  const rows = await callers.admin<{ state: string }[]>`
    select concat_ws(E'\n',
      (select string_agg(concat_ws(' ', relname, relkind, relacl::text), E'\n' order by relname) from pg_class
        where relname ~ ${`^app_${id}_`}),
      (select string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid), E'\n' order by attrelid, attnum) from pg_attribute
        where attrelid::regclass::text ~ ${`^app_${id}_`}),
      (select string_agg(app_tables::text, E'\n' order by name) from platform.app_tables where app_id = ${id}),
      (select table_count::text from platform.shards where is_local),
      query_to_xml(${`select text from public.app_${id}_todos order by text`}, false, false, '')::text) as state`;
  return rows[0]?.state ?? '';
}

describe('a call of exec_sql', () => {
  const work = `
    create table app_57_made (id int primary key, note text);
    insert into app_57_made select n, 'note' from generate_series(1, 100) as n;
    create index app_57_made_note on app_57_made (note);
    alter table app_57_todos add column extra text;`;

  /** Waits until the call has its slot and has reached the endless query. */
  async function untilItRuns(): Promise<void> {
    await until(async () => await slotsTaken(callers.admin, busyApp) === 1);
    await sleep(300);
  }

  /** Calls outside of a transaction of the driver, because the driver cannot handle a connection that is lost in one. */
  async function callOutsideTransaction(text: string, options: Record<string, unknown>, limitMs: number) {
    const session = connect(callers.cluster.url('authenticator'), { prepare: false });
    await session.unsafe(`set role service_role; set statement_timeout = ${limitMs}`);
    const rows = await session.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
    const call = session`select platform.exec_sql(${busyApp}, ${text}, ${session.json(options as postgres.JSONValue)})`
      .then(() => 'answered', () => 'lost');
    return { session, pid: rows[0]?.pid ?? 0, call };
  }

  it('that pg_cancel_backend ends leaves no change and a usable connection', async () => {
    const session = await callers.sessionFor(busyApp);
    const [state, rows] = [await session.state(), await stateOf(busyApp)];
    const pid = await session.pid();
    const call = session.exec(`${work} ${endless}`);
    await untilItRuns();
    await callers.admin`select pg_cancel_backend(${pid})`;
    const answer = await call;
    expect(endOf(answer)).toBe('57014 timed_out');
    expect(await slotsTaken(callers.admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
    expect(stateChanges(state, await session.state())).toEqual([]);
    expect(endOf(await session.exec('select text from app_57_todos'))).toBe('done');
    const [audit] = await callers
      .admin`select detail from platform.audit_log where app_id = ${busyApp} and detail ->> 'statements' = '5'`;
    expect(audit?.['detail']).toMatchObject({ outcome: 'failed', reason: 'timed_out' });
  });

  it('that pg_cancel_backend ends at any moment is done completely or not at all', async () => {
    const session = await callers.sessionFor(busyApp);
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
      await callers.admin`select pg_cancel_backend(${pid})`;
      const answer = await call;
      ends.push(answer);
      // A late cancellation hits the next query of the session.
      await session.state().catch(() => undefined);
      if (answer.code === undefined) {
        expect(await stateOf(busyApp)).not.toBe(rows);
        expect(endOf(await session.exec('drop table app_57_made; alter table app_57_todos drop column extra'))).toBe(
          'done',
        );
      } else expect(await stateOf(busyApp)).toBe(rows);
      expect(await slotsTaken(callers.admin, busyApp)).toBe(0);
    }
    expect(stateChanges(before, await session.state())).toEqual([]);
    expect(Object.keys(tally(ends))).toEqual(expect.arrayContaining(['done', '57014 timed_out']));
    expect([...await callers.admin`select * from platform.verify_app(${busyApp})`]).toEqual([]);
  });

  it('that pg_terminate_backend ends leaves no change and frees its slot', async () => {
    const rows = await stateOf(busyApp);
    const { session, pid, call } = await callOutsideTransaction(`${work} ${endless}`, {}, 8000);
    await untilItRuns();
    await callers.admin`select pg_terminate_backend(${pid}, 5000)`;
    expect(await call).toBe('lost');
    expect(await slotsTaken(callers.admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
    expect(endOf(await (await callers.sessionFor(busyApp)).exec('select text from app_57_todos'))).toBe('done');
    await session.end({ timeout: 0 });
  });

  it('whose client disconnects ends at the latest with its timeout', async () => {
    const rows = await stateOf(busyApp);
    const { session, pid, call } = await callOutsideTransaction(`${work} ${endless}`, { timeout_ms: 1500 }, 1500);
    await untilItRuns();
    const begun = performance.now();
    await session.end({ timeout: 0 });
    expect(await call).toBe('lost');
    await until(async () => (await callers.admin`select from pg_stat_activity where pid = ${pid}`).length === 0);
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(await slotsTaken(callers.admin, busyApp)).toBe(0);
    expect(await stateOf(busyApp)).toBe(rows);
  });

  it('that reaches its own time limit, without one of the caller, ends its session and leaves no change', async () => {
    const rows = await stateOf(busyApp);
    const begun = performance.now();
    const { session, call } = await callOutsideTransaction(`${work} ${endless}`, { timeout_ms: 500 }, 0);
    expect(await call).toBe('lost');
    expect(performance.now() - begun).toBeLessThan(3000);
    await until(async () => await slotsTaken(callers.admin, busyApp) === 0);
    expect(await stateOf(busyApp)).toBe(rows);
    await session.end({ timeout: 0 });
  });

  it('leaves no time limit for later queries on the connection', async () => {
    const session = connect(callers.cluster.url('authenticator'), { prepare: false });
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
