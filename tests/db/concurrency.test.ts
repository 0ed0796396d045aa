import type postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Outcome, outcomeOf, type Shard, startShard, tally } from './shard.ts';

// CAP-1, and the promise that concurrent calls neither lose nor duplicate anything, on real connections at the same time.

vi.setConfig({ testTimeout: 120_000 });

const parallel = 64;
const column = [{ name: 'text', type: 'text' }];

let shard: Shard;
let sessions: postgres.Sql[];
beforeAll(async () => {
  shard = await startShard();
  sessions = await shard.sessions(parallel);
});
afterAll(() => shard.remove());

afterEach(async () => {
  await shard.sql`update platform.shards set app_capacity = 10000, table_capacity = 50000 where is_local`;
  await shard.sql`update platform.settings set value = '200' where key = 'max_tables_per_app'`;
});

/** The last test of each group, because it verifies every app that was created so far. */
function expectSoundShard(): void {
  it('the shard is sound afterwards', async () => {
    expect(await shard.findings()).toEqual([]);
  });
}

/** Makes the same call from the first `count` sessions at the same time. */
function atOnce<Answer>(
  count: number,
  call: (sql: postgres.Sql, index: number) => PromiseLike<readonly { answer: Answer }[]>,
): Promise<Outcome<Answer>[]> {
  return Promise.all(sessions.slice(0, count).map((sql, index) => outcomeOf(call(sql, index))));
}

function createApp(sql: postgres.Sql, id: number | null = null, key: string | null = null) {
  return sql<{ answer: string }[]>`
    select platform.create_app('Parallel', ${id}, idempotency_key => ${key}) ->> 'id' as answer`;
}

function createTable(sql: postgres.Sql, appId: string | number, name: string) {
  return sql<{ answer: string }[]>`
    select platform.create_table(${appId}, ${sql.json({ name, columns: column })}) ->> 'full_name' as answer`;
}

async function newApp(): Promise<string> {
  const outcome = await outcomeOf(createApp(shard.sql));
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome.answer;
}

async function tablesOf(appId: string): Promise<string[]> {
  const rows = await shard.sql<{ relname: string }[]>`
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and starts_with(relname, ${`app_${appId}_`})
    order by relname`;
  return rows.map(({ relname }) => relname);
}

describe(`with ${parallel} concurrent calls`, () => {
  it('create_app creates as many apps, each with its own id', async () => {
    const outcomes = await atOnce(parallel, (sql) => createApp(sql));
    expect(tally(outcomes)).toEqual({ answered: parallel });
    expect(new Set(outcomes.map(({ answer }) => answer)).size).toBe(parallel);
  });

  it('create_app creates apps of one role factory', async () => {
    const outcomes = await atOnce(parallel, (sql, index) => createApp(sql, 1_000_000_057 + 200 * index));
    expect(tally(outcomes)).toEqual({ answered: parallel });
  });

  it('create_table creates one table in each of as many apps', async () => {
    const apps = await atOnce(parallel, (sql) => createApp(sql));
    const outcomes = await atOnce(parallel, (sql, index) => createTable(sql, apps[index]?.answer ?? '', 'todos'));
    expect(outcomes.map(({ answer }) => answer)).toEqual(apps.map(({ answer }) => `app_${answer}_todos`));
  });

  it('create_table creates as many tables in one app', async () => {
    const appId = await newApp();
    const outcomes = await atOnce(parallel, (sql, index) => createTable(sql, appId, `table_${index}`));
    expect(tally(outcomes)).toEqual({ answered: parallel });
    expect(await tablesOf(appId)).toHaveLength(parallel + 1);
  });

  it('create_app and create_table do not deadlock', async () => {
    const apps = await Promise.all([newApp(), newApp(), newApp(), newApp()]);
    const todos = shard.sql.json([{ name: 'todos', columns: column }]);
    const outcomes = await atOnce(parallel, (sql, index) =>
      index % 2 === 0
        ? sql<{ answer: string }[]>`
          select platform.create_app('Parallel', tables => ${todos}) ->> 'id' as answer`
        : createTable(sql, apps[index % apps.length] ?? '', `table_${index}`));
    expect(tally(outcomes)).toEqual({ answered: parallel });
  });

  expectSoundShard();
});

describe('among 20 concurrent calls', () => {
  it('with one app id, one creates the app and the others get app_exists', async () => {
    const outcomes = await atOnce(20, (sql) => createApp(sql, 2_000_000_001));
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT409 app_exists': 19 });
  });

  it('with one idempotency key, all return the same app', async () => {
    const outcomes = await atOnce(20, (sql) => createApp(sql, null, 'one key'));
    expect(tally(outcomes)).toEqual({ answered: 20 });
    expect(new Set(outcomes.map(({ answer }) => answer)).size).toBe(1);
    expect(await shard.sql`select from platform.apps where idempotency_key = 'one key'`).toHaveLength(1);
  });

  it('with one idempotency key and different ids, one creates the app and the others are refused', async () => {
    const outcomes = await atOnce(20, (sql, index) => createApp(sql, 2_100_000_000 + index, 'many ids'));
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT409 idempotency_key_reused': 19 });
  });

  it('with one table name in an app, one creates the table and the others get table_exists', async () => {
    const appId = await newApp();
    const outcomes = await atOnce(20, (sql) => createTable(sql, appId, 'todos'));
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT409 table_exists': 19 });
  });

  it('to drop_table, one drops the table and the others get table_not_found', async () => {
    const appId = await newApp();
    await createTable(shard.sql, appId, 'todos');
    const outcomes = await atOnce(
      20,
      (sql) => sql<{ answer: unknown }[]>`select platform.drop_table(${appId}, 'todos') as answer`,
    );
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT404 table_not_found': 19 });
  });

  it('to purge_app, one purges the app and the others get app_not_found', async () => {
    const appId = await newApp();
    await shard.sql`select platform.delete_app(${appId})`;
    const outcomes = await atOnce(
      20,
      (sql) => sql<{ answer: unknown }[]>`select platform.purge_app(${appId}) as answer`,
    );
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT404 app_not_found': 19 });
  });

  it('to repair_app, one creates the missing table and the others find nothing to repair', async () => {
    const appId = await newApp();
    await createTable(shard.sql, appId, 'todos');
    await shard.sql`select sandbox.run_as_app(${appId}, ${`drop table public.app_${appId}_todos`})`;
    const outcomes = await atOnce(
      20,
      (sql) => sql<{ answer: string[] }[]>`select platform.repair_app(${appId}) -> 'steps' as answer`,
    );
    expect(tally(outcomes)).toEqual({ answered: 20 });
    expect(outcomes.flatMap(({ answer }) => answer)).toEqual([`created table app_${appId}_todos`]);
  });

  expectSoundShard();
});

describe('with too many concurrent calls', () => {
  it('the app capacity of the shard is not exceeded', async () => {
    await shard.sql`update platform.shards set app_capacity = app_count + 10 where is_local`;
    const outcomes = await atOnce(parallel, (sql) => createApp(sql));
    expect(tally(outcomes)).toEqual({ answered: 10, 'PT503 shard_full': parallel - 10 });
    expect(await shard.sql`select from platform.shards where is_local and app_count = app_capacity`).toHaveLength(1);
  });

  it('the table capacity of the shard is not exceeded', async () => {
    const apps = await Promise.all(Array.from({ length: 8 }, newApp));
    await shard.sql`update platform.shards set table_capacity = table_count + 10 where is_local`;
    const outcomes = await atOnce(parallel, (sql, index) => createTable(sql, apps[index % 8] ?? '', `table_${index}`));
    expect(tally(outcomes)).toEqual({ answered: 10, 'PT503 shard_full': parallel - 10 });
  });

  it('the maximum number of tables of an app is not exceeded', async () => {
    const appId = await newApp();
    await shard.sql`update platform.settings set value = '11' where key = 'max_tables_per_app'`;
    const outcomes = await atOnce(parallel, (sql, index) => createTable(sql, appId, `table_${index}`));
    expect(tally(outcomes)).toEqual({ answered: 10, 'PT409 table_limit_reached': parallel - 10 });
    expect(await tablesOf(appId)).toHaveLength(11);
  });

  expectSoundShard();
});

describe('while other calls change the same app', () => {
  it('create_table succeeds or is refused during suspend, resume, delete and purge', async () => {
    const appId = await newApp();
    const changes = ['suspend_app', 'resume_app', 'delete_app', 'purge_app', 'resume_app'];
    const outcomes = await atOnce(
      parallel,
      (sql, index) =>
        index % 2 === 0
          ? createTable(sql, appId, `table_${index}`)
          : sql<{ answer: unknown }[]>`select platform.${sql(changes[(index - 1) / 2 % 5] ?? '')}(${appId}) as answer`,
    );
    // The order is random, but each call returns a result or a refusal with its reason.
    const expected = ['answered', 'PT404 app_not_found', 'PT409 app_not_active', 'PT409 app_not_deleted'];
    expect(expected).toEqual(expect.arrayContaining(Object.keys(tally(outcomes))));
    const [row] = await shard.sql<{ count: number }[]>`select count(*)::integer from platform.apps where id = ${appId}`;
    if (row?.count === 0) expect(await tablesOf(appId)).toEqual([]);
  });

  it('a table is either dropped or referenced by a new table', async () => {
    for (let round = 0; round < 10; round++) {
      const appId = await newApp();
      await createTable(shard.sql, appId, 'lists');
      const items = { name: 'items', columns: [{ name: 'list_id', type: 'uuid', references: { table: 'lists' } }] };
      const [made, dropped] = await atOnce(
        2,
        (sql, index) =>
          index === 0
            ? sql<{ answer: unknown }[]>`select platform.create_table(${appId}, ${sql.json(items)}) as answer`
            : sql<{ answer: unknown }[]>`select platform.drop_table(${appId}, 'lists') as answer`,
      );
      expect([made?.error, dropped?.error]).toSatisfy((errors: unknown[]) =>
        errors.join() === ',2BP01 table_in_use' || errors.join() === '22023 unknown_table,'
      );
    }
  });

  expectSoundShard();
});
