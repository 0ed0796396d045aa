import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { apply, createApp, makeApp, specOf } from './evolution/one_table_app.ts';
import { outcomeOf, type Shard, startShard, tally } from './shard.ts';

// Schema changes from several connections at the same time: those of one app run one after the other, those of several apps
// run concurrently.

vi.setConfig({ testTimeout: 120_000 });

let shard: Shard;
let sql: postgres.Sql;
let sessions: postgres.Sql[];
let appId = 600_000;
beforeAll(async () => {
  shard = await startShard();
  sql = shard.sql;
  sessions = await shard.sessions(16);
});
afterAll(() => shard.remove());
beforeEach(() => {
  appId += 200;
});

describe('concurrent calls', () => {
  it('that apply one plan: one applies it, the other gets plan_outdated', async () => {
    await makeApp(shard, appId, 10);
    const spec = specOf('integer');
    const [plan] = await sql<{ fingerprint: string }[]>`
      select platform.plan_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb) ->> 'fingerprint' as fingerprint`;
    const outcomes = await Promise.all(
      sessions.slice(0, 2).map((session) => outcomeOf(apply(session, appId, spec, plan?.fingerprint))),
    );
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT409 plan_outdated': 1 });
  });

  it('that change one app without a plan are applied one after the other', async () => {
    await makeApp(shard, appId, 100);
    const outcomes = await Promise.all(
      sessions.slice(0, 8).map((session, index) =>
        outcomeOf(apply(session, appId, specOf(index % 2 === 0 ? 'integer' : 'text', [`c${index}`])))
      ),
    );
    expect(tally(outcomes)).toEqual({ answered: 8 });
    expect(outcomes.map(({ answer }) => answer?.schema_change?.version).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const last = outcomes.findIndex(({ answer }) => answer?.schema_change?.version === 9);
    const [table] = await sql<{ columns: { name: string }[] }[]>`
      select platform.describe_table(${appId}, 'todos') -> 'columns' as columns`;
    expect(table?.columns.map(({ name }) => name)).toEqual(['v', `c${last}`]);
    expect(await sql`select * from platform.verify_app(${appId})`).toEqual([]);
  });

  it.each([['of one factory', 200], ['of many factories', 1]])('that change apps %s all succeed', async (_, step) => {
    const first = appId * 1_000;
    const ids = sessions.map((_session, index) => first + step * index);
    await Promise.all(ids.map((id, index) => createApp(sessions[index] ?? sql, id)));
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.all(sessions.map((session, index) => {
        const id = ids[index] ?? 0;
        return outcomeOf(
          index % 2 === 0
            ? session<{ answer: unknown }[]>`select platform.drop_table(${id}, 'todos') as answer`
            : apply(session, id, specOf(round % 2 === 0 ? 'integer' : 'text', round % 2 === 0 ? [] : ['more'])),
        );
      }));
      expect(tally(outcomes)).toEqual({ answered: sessions.length });
      const restored = await Promise.all(
        ids.map((id, index) =>
          outcomeOf((sessions[index] ?? sql)<{ answer: unknown }[]>`
        select platform.rollback_schema_change(${id}) as answer`)
        ),
      );
      expect(tally(restored)).toEqual({ answered: sessions.length });
    }
    expect(
      await sql`select from pg_auth_members where roleid::regrole::text ~ '^app_installer' and member::regrole::text ~ '^app_\\d+'
      and inherit_option`,
    ).toHaveLength(0);
    expect(await shard.findings()).toEqual([]);
  });

  it('of purge_dropped and restore_dropped leave the table either restored or purged', async () => {
    await makeApp(shard, appId, 100);
    for (let round = 0; round < 12; round++) {
      const [dropped] = await sql<{ id: string }[]>`
        select platform.drop_table(${appId}, 'todos') ->> 'dropped_id' as id`;
      const [one, other] = sessions as [postgres.Sql, postgres.Sql];
      const [restored, purged] = await Promise.all([
        outcomeOf(one<{ answer: unknown }[]>`select platform.restore_dropped(${appId}, ${dropped?.id ?? 0}) as answer`),
        outcomeOf(other<{ answer: unknown }[]>`
          select platform.purge_dropped(${round % 2 === 0 ? appId : null}, '0') as answer`),
      ]);
      expect(purged.error, `round ${round}`).toBeUndefined();
      expect(restored.error ?? 'restored', `round ${round}`).toMatch(/^(restored|PT404 dropped_not_found)$/);
      const there = await sql`select from platform.app_tables where app_id = ${appId} and name = 'todos'`;
      expect(there.length, `round ${round}`).toBe(restored.error === undefined ? 1 : 0);
      // A purge of all apps skips an app that is being changed.
      await sql`select platform.purge_dropped(${appId}, '0')`;
      expect(
        await sql`
          select from pg_class
          where relnamespace = 'trash'::regnamespace and starts_with(relname, ${`app_${appId}_`})`,
      ).toHaveLength(0);
      expect(await sql`select from platform.dropped_objects where app_id = ${appId}`).toHaveLength(0);
      expect(await sql`select * from platform.verify_app(${appId})`).toEqual([]);
      if (there.length === 0) {
        await sql`select platform.create_table(${appId}, ${JSON.stringify(specOf('text').tables[0])}::text::jsonb)`;
      }
    }
  });
});
