import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { APPS, createChangingApp } from './changes/apps.ts';
import { lookalikesFor } from './changes/attacks/lookalikes.ts';
import { RENAMES } from './changes/attacks/renames.ts';
import { REPAIRED_CHANGES } from './changes/attacks/repaired_changes.ts';
import { UNSOUND_CHANGES } from './changes/attacks/unsound_changes.ts';
import { installHelpers } from './changes/world.ts';
import { outcomeOf, rolledBack, type Shard, startShard } from './shard.ts';

// VER-2: Attempts to change an app without changed_relations noticing, or to imitate what a scope creates on a table. All of
// them run as the app's role and bypass the check of submitted SQL. {app} stands for app_<id>.

vi.setConfig({ testTimeout: 60_000 });

let shard: Shard;
let sql: postgres.Sql;
beforeAll(async () => {
  shard = await startShard();
  sql = shard.sql;
  await installHelpers(sql);
  for (const appId of APPS) await createChangingApp(sql, appId);
});
afterAll(() => shard.remove());

/** The other apps exist as well: 5 is a prefix of 57, and 57 is a prefix of 570. */
describe.each(['57', '9999999999'])('app %s', (appId) => {
  const app = `app_${appId}`;

  /** Runs SQL as the app and reconciles the app. Returns the error, what is wrong afterwards, or 'kept'. */
  function endOf(text: string): Promise<string> {
    return rolledBack(sql, async (transaction) => {
      const [before] = await transaction<{ state: string }[]>`select changes.state(${appId})::text as state`;
      await transaction`select sandbox.run_as_app(${appId}, ${text.replaceAll('{app}', app)})`;
      const faults = await transaction<{ fault: string }[]>`
        select changes.faults(${appId}, ${before?.state ?? ''}::text::jsonb) as fault`;
      if (faults.length > 0) return faults.map(({ fault }) => fault).join('\n');
      const { error } = await outcomeOf(
        transaction.savepoint((savepoint) =>
          savepoint<{ answer: string }[]>`select platform.reconcile_app(${appId}, everything => false)::text as answer`
        ),
      );
      if (error !== undefined) return error;
      const remains = await transaction<{ fault: string }[]>`select changes.remains(${appId}) as fault`;
      return remains.map(({ fault }) => fault).join('\n') || 'kept';
    });
  }

  // The checks that reject these changes do not depend on the id, so one app tries all of them.
  const unsound = appId === '57' ? UNSOUND_CHANGES : UNSOUND_CHANGES.slice(0, 3);
  it.each(unsound.map((change) => [change.attack, change] as const))(
    'a change is rejected if %s',
    async (_attack, change) => {
      expect(await endOf(change.sql)).toBe('42501 app_not_sound');
      expect(await endOf(change.twin)).toBe('kept');
    },
  );

  it.each(REPAIRED_CHANGES)('the app is repaired if %s', async (_name, text) => {
    expect(await endOf(text)).toBe('kept');
  });

  it.each(RENAMES)('the registry stays correct if %s is renamed', async (_name, text) => {
    expect(await endOf(text)).toBe('kept');
  });

  it('exec_sql rejects a call if an earlier statement of its transaction left the app unsound, unless the call repairs it', async () => {
    const end = (text: string) =>
      rolledBack(sql, async (transaction) => {
        await transaction`select sandbox.run_as_app(${appId}, ${`create rule r as on delete to ${app}_lists do instead nothing`})`;
        const [row] = await transaction<{ answer: { code?: string; details?: string } }[]>`
          select platform.exec_sql(${appId}, ${text}) as answer`;
        return row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`;
      });
    expect(await end(`comment on table ${app}_t2 is 'Words'`)).toBe('42501 app_not_sound');
    expect(await end(`drop table ${app}_lists cascade`)).toBe('done');
  });

  it('changed_relations ignores the relations of other apps, even if their ids share a prefix', async () => {
    const changed = await rolledBack(sql, async (transaction) => {
      for (const id of APPS) {
        await transaction`select sandbox.run_as_app(${id}, ${`alter table app_${id}_t2 add more text`})`;
      }
      const [row] = await transaction<{ names: string[] }[]>`
        select array_agg(id::regclass::text) as names from unnest(platform.changed_relations(${appId})) as id`;
      return row?.names;
    });
    expect(changed).toEqual([`${app}_t2`]);
  });

  it('deviating_relations finds a table with one policy, trigger or grant more than its scope creates', async () => {
    for (const text of lookalikesFor(appId)) {
      const deviating = await rolledBack(sql, async (transaction) => {
        const lists = transaction`array[${`${app}_lists`}::regclass::oid]`;
        const before = await transaction`select from unnest(platform.deviating_relations(${appId}, ${lists}))`;
        await transaction`select sandbox.run_as_app(${appId}, ${text.replaceAll('{app}', app)})`;
        const after = await transaction`select from unnest(platform.deviating_relations(${appId}, ${lists}))`;
        return [before.length, after.length];
      });
      expect(deviating, text).toEqual([0, 1]);
    }
  });
});

describe('concurrent calls', () => {
  const appId = '57';
  let sessions: postgres.Sql[];
  beforeAll(async () => {
    sessions = await shard.sessions(4);
  });

  async function run(session: postgres.Sql | undefined, text: string): Promise<string> {
    const [row] = await (session ?? sql)<{ answer: { code?: string; details?: string } }[]>`
      select platform.exec_sql(${appId}, ${text}) as answer`;
    return row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`;
  }

  async function expectSound(): Promise<void> {
    expect((await sql<{ fault: string }[]>`select changes.remains(${appId}) as fault`).map(({ fault }) => fault))
      .toEqual([]);
    expect(await shard.findings()).toEqual([]);
  }

  it('four calls with DDL change the same table one after another', async () => {
    const ends = await Promise.all(
      sessions.map((session, index) => run(session, `alter table app_57_t2 add column at_once_${index} text`)),
    );
    expect(ends).toEqual(['done', 'done', 'done', 'done']);
    await expectSound();
  });

  it('calls with DDL and schema changes leave the registry correct', async () => {
    const spec = (column: string) => ({
      tables: [
        {
          name: 'lists',
          scope: 'shared',
          columns: [{ name: 'title', type: 'text', unique: true }, { name: column, type: 'text' }],
        },
      ],
    });
    for (let round = 0; round < 3; round++) {
      const [raw, applied, other] = await Promise.all([
        run(sessions[0], `create table app_57_raw${round} (id int, list_id uuid references app_57_lists)`),
        outcomeOf((sessions[1] ?? sql)<{ answer: unknown }[]>`
          select platform.alter_table(${appId}, ${
          JSON.stringify(spec(`c${round}`).tables[0])
        }::text::jsonb, true) as answer`),
        run(sessions[2], `alter table app_57_lists add column raw${round} text`),
      ]);
      expect([raw, other]).toEqual(['done', 'done']);
      expect(applied.error).toBeUndefined();
      await expectSound();
    }
  });

  it('a session that is terminated during a call leaves no part of the call behind', async () => {
    const [reader, writer] = [sessions[0] ?? sql, sessions[1] ?? sql];
    const [backend] = await writer<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const text = 'create table app_57_half (id int); drop table app_57_t2 cascade';
    await reader.begin(async (transaction) => {
      await transaction`select from public.app_57_t2`;
      const call = run(writer, text).catch((error: Error) => error.message);
      while ((await sql`select from pg_locks where pid = ${backend?.pid ?? 0} and not granted`).length === 0) {
        await sleep(5);
      }
      await sql`select pg_terminate_backend(${backend?.pid ?? 0})`;
      expect(await call).toMatch(/terminat|CONNECTION/);
    });
    expect(await sql`select from platform.app_tables where app_id = 57 and name in ('half', 't2')`).toHaveLength(1);
    await expectSound();
    expect(await run(sql, text)).toBe('done');
    expect(await sql`select name from platform.app_tables where app_id = 57 and name in ('half', 't2')`).toEqual([{
      name: 'half',
    }]);
    await expectSound();
  });
});

describe('the trash', () => {
  const column = (name: string) => ({ name, type: 'text' });
  const notes = (...names: string[]) => JSON.stringify({ name: 'notes', columns: names.map(column) });

  it('a column is restored to its table only after the table is restored', async () => {
    await sql`select platform.create_table(5, ${notes('a', 'b')}::text::jsonb)`;
    await sql`select platform.alter_table(5, ${notes('a')}::text::jsonb, true)`;
    const [dropped] = await sql<
      { id: string }[]
    >`select id from platform.dropped_objects where app_id = 5 and column_name = 'b'`;
    await sql`select platform.drop_table(5, 'notes')`;
    const restore = (id: string) =>
      outcomeOf(sql<{ answer: unknown }[]>`select platform.restore_dropped(5, ${id}) as answer`);
    const [table] = await sql<
      { id: string }[]
    >`select id from platform.dropped_objects where app_id = 5 and kind = 'table'`;
    expect((await restore(dropped?.id ?? '')).error).toBe('PT404 table_not_found');
    expect((await restore(table?.id ?? '')).error).toBeUndefined();
    expect((await restore(dropped?.id ?? '')).error).toBeUndefined();
    expect((await sql<{ fault: string }[]>`select changes.remains(5) as fault`).map(({ fault }) => fault)).toEqual([]);
  });
});
