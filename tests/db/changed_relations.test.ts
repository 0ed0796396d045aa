import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SchemaSpec, TableSpec } from '../../shared/schema_spec/spec_shape.ts';
import { APPS, createChangingApp } from './changes/apps.ts';
import { randomStatement } from './changes/statements/random_statement.ts';
import { installHelpers, worldOf } from './changes/world.ts';
import { firstSpec, withoutRenames } from './evolution/evolving_spec.ts';
import { chance, choose } from './evolution/random_spec.ts';
import { validate, validFixtures } from './fixtures.ts';
import { rolledBack, type Shard, startShard } from './shard.ts';
import { type Random, seededRandom } from '../harness/random.ts';

// VER-2: After DDL only the relations that the transaction may have changed are looked at. Random DDL of an app, run without the check of
// submitted SQL, shows that this is enough: nothing changes unnoticed, and what passes for sound is sound.

vi.setConfig({ testTimeout: 24 * 3_600_000 });

/** How many sequences of statements each seed runs. */
const rounds = Number(process.env['CHANGE_ROUNDS'] ?? 30);
const seeds = (process.env['CHANGE_SEEDS'] ?? '1').split(',').map(Number);
const isLong = process.env['CHANGE_ROUNDS'] !== undefined;

let shard: Shard;
let sql: postgres.Sql;
beforeAll(async () => {
  shard = await startShard();
  sql = shard.sql;
  await installHelpers(sql);
});
afterAll(() => shard.remove());

async function dropApp(appId: string): Promise<void> {
  await sql`select platform.delete_app(id) from platform.apps where id = ${appId}`;
  await sql`select platform.purge_app(id) from platform.apps where id = ${appId}`;
}

/** Does work with the apps there, and with one of them begun again now and then, because changes lead it far astray. */
async function withApps(random: Random, work: (appId: string, round: number) => Promise<void>): Promise<void> {
  for (const appId of APPS) await createChangingApp(sql, appId);
  for (let round = 0; round < rounds; round++) {
    const appId = choose(APPS, random);
    if (chance(random, 0.02)) {
      await dropApp(appId);
      await createChangingApp(sql, appId);
    }
    await work(appId, round);
  }
  expect(await shard.findings()).toEqual([]);
  for (const appId of APPS) await dropApp(appId);
}

function tallyOf(counts: Map<string, number>) {
  return (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function faultsOf(sql: postgres.ISql, appId: string): Promise<string[]> {
  return (await sql<{ fault: string }[]>`select changes.remains(${appId}) as fault`).map(({ fault }) => fault);
}

describe.each(seeds)('seed %i', (seed) => {
  it(`finds every change of ${rounds} sequences of statements that an app's role may run`, async () => {
    const random = seededRandom(seed);
    const counts = new Map<string, number>();
    const count = tallyOf(counts);
    await withApps(random, async (appId, round) => {
      const world = await worldOf(sql, appId);
      const statements = Array.from({ length: 1 + Math.floor(random() * 6) }, () => randomStatement(world, random));
      const undone = statements.map(() => chance(random, 0.1));
      const keep = chance(random, 0.5);
      const lines = statements.map((text, index) => `${undone[index] ? '(undone) ' : ''}${text}`);
      const story = `app ${appId}, seed ${seed}, round ${round}:\n${lines.join(';\n')}`;
      await maybeKept(async (transaction) => {
        const [before] = await transaction<{ state: string }[]>`select changes.state(${appId})::text as state`;
        const [outcome] = await transaction<{ ended: string[] }[]>`
          select changes.attempt(${appId}, ${statements}::text[], ${undone.map(String)}::text[]::boolean[]) as ended`;
        for (const ended of outcome?.ended ?? []) count(ended);
        const faults = await transaction<{ fault: string }[]>`
          select changes.faults(${appId}, ${String(before?.state)}::text::jsonb) as fault`;
        expect(faults.map(({ fault }) => fault), `${story}\n${outcome?.ended.join()}`).toEqual([]);

        const error = await reconcile(transaction, appId);
        count(`reconciled ${error ?? 'well'}`);
        if (error === undefined) expect(await faultsOf(transaction, appId), story).toEqual([]);
        return error === undefined && keep;
      });
    });
    if (isLong) console.log(counts);
    expect(counts.get('done'), 'too few statements ran').toBeGreaterThan(rounds);
  });

  it(`leaves an app sound and its registry right after each of ${rounds} calls of exec_sql`, async () => {
    const random = seededRandom(seed);
    const counts = new Map<string, number>();
    const count = tallyOf(counts);
    await withApps(random, async (appId, round) => {
      const world = await worldOf(sql, appId);
      const text = Array.from({ length: 1 + Math.floor(random() * 2) }, () => randomStatement(world, random)).join(
        ';\n',
      );
      const [row] = await sql<{ answer: { code?: string; details?: string } }[]>`
        select platform.exec_sql(${appId}, ${text}) as answer`;
      count(row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`);
      expect(await faultsOf(sql, appId), `app ${appId}, seed ${seed}, round ${round}:\n${text}`).toEqual([]);
    });
    if (isLong) console.log(counts);
    expect(counts.get('done'), 'too few calls were let through').toBeGreaterThan(rounds / 20);
  });

  it('registers every table of a random spec as the catalog describes it', async () => {
    const random = seededRandom(seed);
    const isValid = async (spec: SchemaSpec) => (await validate(shard, 'schema', spec)).length === 0;
    const specs: TableSpec[][] = [];
    while (specs.length < rounds / 2) specs.push(withoutRenames(await firstSpec(random, isValid)).tables);
    expect(await misdescribed(specs)).toEqual([]);
  });
});

it('registers every table of a valid fixture as the catalog describes it', async () => {
  const specs = validFixtures.map(({ spec, known_tables = [] }) => {
    const taken = new Set(spec.tables.map(({ name }) => name));
    const known = known_tables.filter((name) => !taken.has(name));
    return [...spec.tables, ...known.map((name) => ({ name, columns: [{ name: 'text', type: 'text' }] }))];
  });
  expect(specs.length).toBeGreaterThan(100);
  expect(await misdescribed(specs)).toEqual([]);
});

/** The tables that the registry has otherwise than the catalog, or that do not pass for what their scope makes of them. */
function misdescribed(specs: TableSpec[][]): Promise<string[]> {
  return rolledBack(sql, async (transaction) => {
    await transaction`select platform.create_app('Described', 57)`;
    const faults: string[] = [];
    for (const tables of specs) {
      const text = JSON.stringify(tables.map(({ renamed_from: _, ...table }) => table));
      const [row] = await transaction<
        { faults: string[] }[]
      >`select changes.misdescribed(57, ${text}::text::jsonb) as faults`;
      // Without pgvector a column of its type cannot be created.
      for (const fault of row?.faults ?? []) if (fault !== 'type_unavailable') faults.push(`${fault}: ${text}`);
    }
    return faults;
  });
}

class Discarded extends Error {}

/** Does work in a transaction that is committed where the work returns true. */
async function maybeKept(work: (transaction: postgres.TransactionSql) => Promise<boolean>): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      if (!await work(transaction)) throw new Discarded();
    });
  } catch (error) {
    if (!(error instanceof Discarded)) throw error;
  }
}

/** Settles the app as exec_sql does after DDL. Returns how it was refused. */
async function reconcile(transaction: postgres.TransactionSql, appId: string): Promise<string | undefined> {
  try {
    await transaction.savepoint((savepoint) => savepoint`select platform.reconcile_app(${appId}, everything => false)`);
    return undefined;
  } catch (error) {
    const { code, detail } = error as { code: string; detail?: string };
    return `${code} ${code === '42501' ? detail : ''}`;
  }
}
