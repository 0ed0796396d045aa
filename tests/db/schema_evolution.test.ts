import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SchemaSpec } from '../../shared/schema_spec/spec_shape.ts';
import { type AdminShard, startAdminShard } from './evolution/admin_shard.ts';
import { type AppState, differences, freshState, ledgerOf, stateOf } from './evolution/app_state.ts';
import { evolve, firstSpec, withoutRenames } from './evolution/evolving_spec.ts';
import { keptValues } from './evolution/kept_values.ts';
import { fillNew } from './evolution/random_rows.ts';
import { validate } from './fixtures.ts';
import { outcomeOf } from './shard.ts';
import { seededRandom } from '../harness/random.ts';

// Sequences of 20 specs over tables with rows. Each change reaches its spec exactly, loses no value, and can be undone exactly.

vi.setConfig({ testTimeout: 300_000 });

const seeds = (process.env['EVOLUTION_SEEDS'] ?? '3,10,12').split(',').map(Number);
const steps = 20;

/** The refusals that rows may cause. Any other refusal is a fault. */
const REFUSALS = [
  '22023 cast_failed',
  '22023 unsupported_type_change',
  '23502 rows_without_value',
  '23505 duplicate_values',
  '23514 value_in_use',
  '23514 limit_violated',
  '23503 reference_violated',
];

interface Answer {
  schema_change: { id: number; kind: string } | null;
  operations: { op: string; sql: string }[];
}

let shard: AdminShard;
let sql: postgres.Sql;
let admin: postgres.Sql;
beforeAll(async () => {
  shard = await startAdminShard();
  ({ sql, admin } = shard);
});
afterAll(() => shard.remove());

function apply(appId: number, spec: SchemaSpec, dryRun = false) {
  return outcomeOf(sql<{ answer: Answer }[]>`
    select platform.apply_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb, null, true, ${dryRun}) as answer`);
}

function rollBack(appId: number, changeId: number | null) {
  return outcomeOf(sql<{ answer: Answer }[]>`select platform.rollback_schema_change(${appId}, ${changeId}) as answer`);
}

async function plan(appId: number, spec: SchemaSpec): Promise<{ operations: unknown[]; drift: unknown[] }> {
  const [row] = await sql<{ plan: { operations: unknown[]; drift: unknown[] } }[]>`
    select platform.plan_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb) as plan`;
  if (row === undefined) throw new Error('plan_schema returned nothing');
  return row.plan;
}

async function newApp(appId: number, spec: SchemaSpec): Promise<string[]> {
  await sql`select platform.create_app('Evolving', ${appId}, tables => ${JSON.stringify(spec.tables)}::text::jsonb)`;
  const users: string[] = [];
  for (const name of ['alice', 'bob', 'carol']) {
    const [user] = await admin<{ id: string }[]>`
      insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
      values (md5(${name + appId})::uuid, ${`${name}${appId}@example.com`}, ${
      sql.json({ app_id: appId })
    }, '{}', now(), now())
      returning id`;
    users.push(user?.id ?? '');
  }
  return users;
}

function expectEqual(found: unknown, expected: unknown, story: string): void {
  expect(differences(found, expected), story).toEqual([]);
}

describe.each(seeds)('with the seed %i', (seed) => {
  const appId = 100_000 + seed;
  const freshId = 200_000 + seed;
  const random = seededRandom(seed);
  /** The states between the changes, oldest first, and the ids of the changes. */
  const states: { state: AppState; ledger: unknown }[] = [];
  const changes: number[] = [];
  /** The spec before and after each change, for the message of a failure. */
  const stories: string[] = [];
  let spec: SchemaSpec;

  it(`${steps} specs are reached one after the other`, async () => {
    const isValid = async (candidate: SchemaSpec) => (await validate(shard, 'schema', candidate)).length === 0;
    spec = await firstSpec(random, isValid);
    while (JSON.stringify(spec).length > 3_000) spec = await firstSpec(random, isValid);
    spec = withoutRenames(spec);
    const users = await newApp(appId, spec);
    await fillNew(admin, appId, spec, undefined, users, random);
    let refused = 0;
    while (changes.length < steps) {
      const next = await evolve(spec, random, isValid);
      const story = `\n${JSON.stringify(spec)}\n${JSON.stringify(next)}`;
      const before = { state: await stateOf(admin, appId), ledger: await ledgerOf(admin, appId) };

      const dry = await apply(appId, next, true);
      expectEqual(
        { state: await stateOf(admin, appId), ledger: await ledgerOf(admin, appId) },
        before,
        `dry run${story}`,
      );
      const outcome = await apply(appId, next);
      expect(dry.error, story).toBe(outcome.error);
      if (outcome.error !== undefined) {
        expect(REFUSALS, story).toContain(outcome.error);
        expectEqual(
          { state: await stateOf(admin, appId), ledger: await ledgerOf(admin, appId) },
          before,
          `refusal${story}`,
        );
        expect(++refused, 'too many specs are refused').toBeLessThan(20 * steps);
        continue;
      }

      const { schema_change: change, operations } = outcome.answer;
      const state = await stateOf(admin, appId);
      const { description, catalog } = state;
      expectEqual({ description, catalog }, await freshState(admin, freshId, withoutRenames(next)), story);
      expect(await sql`select * from platform.verify_app(${appId})`, story).toEqual([]);
      expectEqual(
        keptValues(state.rows, spec, next, 'after'),
        keptValues(before.state.rows, spec, next, 'before'),
        story,
      );
      expect(await plan(appId, next), story).toMatchObject({ operations: [], drift: [] });
      expect(await plan(appId, withoutRenames(next)), story).toMatchObject({ operations: [], drift: [] });
      expect((await apply(appId, next)).answer, story).toMatchObject({ schema_change: null, operations: [] });
      if (change === null) {
        expect(operations, story).toEqual([]);
        continue;
      }
      states.push(before);
      changes.push(change.id);
      stories.push(story);
      await fillNew(admin, appId, next, spec, users, random);
      spec = withoutRenames(next);
    }
    states.push({ state: await stateOf(admin, appId), ledger: null });
  });

  it('each change is rolled back, and some are repeated and rolled back again', async ({ skip }) => {
    if (states.length !== steps + 1) skip('The specs were not all reached');
    for (let index = changes.length - 1; index >= 0; index--) {
      const story = `step ${index}${stories[index]}`;
      const [former, later] = [states[index]?.state, states[index + 1]?.state];
      const back = await rollBack(appId, null);
      expect(back.error, story).toBeUndefined();
      expectEqual(await stateOf(admin, appId), former, `back: ${story}`);
      expect(await sql`select * from platform.verify_app(${appId})`, story).toEqual([]);
      // A default such as now() does not fill in the same value twice.
      if (index % 2 === 0 || stories[index]?.includes('"function"')) continue;
      const again = await rollBack(appId, back.answer?.schema_change?.id ?? null);
      expect(again.error, story).toBeUndefined();
      expectEqual(await stateOf(admin, appId), later, `again: ${story}`);
      const backAgain = await rollBack(appId, null);
      expect(backAgain.error, story).toBeUndefined();
      expectEqual(await stateOf(admin, appId), former, `back again: ${story}`);
    }
    expect((await rollBack(appId, null)).error).toMatch(/^PT404 schema_change_not_found$/);
  });

  it('the shard is sound at the end', async () => {
    expect(await shard.findings()).toEqual([]);
  });
});
