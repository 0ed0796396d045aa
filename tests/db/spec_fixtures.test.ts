import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableSpec } from '../../shared/schema_spec/spec_shape.ts';
import { findings, fixtures, validate, validFixtures } from './fixtures.ts';
import { outcomeOf, rolledBack, type Shard, startShard } from './shard.ts';

// SPEC-1: the database finds the listed problems of each fixture, creates the valid ones and refuses the others.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it('there are at least 60 valid and 120 invalid fixtures, each with its own name', () => {
  expect(new Set(fixtures.map(({ name }) => name)).size).toBe(fixtures.length);
  expect(validFixtures.length).toBeGreaterThanOrEqual(60);
  expect(fixtures.length - validFixtures.length).toBeGreaterThanOrEqual(120);
});

describe('platform.validate_schema finds exactly', () => {
  it.each(fixtures)('the problems of the fixture: $name', async ({ spec, known_tables, problems }) => {
    const found = await validate(shard, 'schema', spec, known_tables);
    expect(findings(found)).toEqual(findings(problems));
    for (const { message, hint } of found) {
      expect(message).not.toBe('');
      expect(hint).toMatch(/^[A-Z].*\.$/);
    }
  });
});

it('platform.validate_table finds the same problems in the only table of a fixture', async () => {
  const single = fixtures.filter(({ spec, problems }) =>
    tablesOf(spec).length === 1 && problems.every(({ path }) => path.startsWith('tables[0]'))
  );
  expect(single.length).toBeGreaterThan(500);
  for (const { name, spec, known_tables, problems } of single) {
    const inTable = problems.map(({ path, reason }) => ({ path: path.replace(/^tables\[0\]\.?/, ''), reason }));
    expect(findings(await validate(shard, 'table', tablesOf(spec)[0], known_tables)), name).toEqual(findings(inTable));
  }
});

describe('create_app creates', () => {
  it.each(validFixtures)('what the valid fixture describes: $name', async ({ spec, known_tables = [] }) => {
    const hasVectors = JSON.stringify(spec).includes('"vector(');
    const refusal = await rolledBack(shard.sql, async (transaction) => {
      const taken = new Set(spec.tables.map(({ name }) => name));
      const known = known_tables.filter((name) => !taken.has(name));
      const tables = JSON.stringify([...spec.tables, ...known.map(plainTable)]);
      const outcome = await outcomeOf(transaction<{ answer: string }[]>`
        select platform.create_app('Fixture', tables => ${tables}::text::jsonb) ->> 'id' as answer`);
      if (outcome.error !== undefined) return outcome.error;
      const found = await transaction<{ described: unknown; canonical: unknown }[]>`
        select described.item - 'full_name' as described, platform.canonical_table(spec.item) as canonical
        from jsonb_array_elements(${JSON.stringify(spec.tables)}::text::jsonb) as spec (item)
        left join jsonb_array_elements(platform.describe_app(${outcome.answer}) -> 'tables') as described (item)
          on described.item -> 'name' = spec.item -> 'name'`;
      expect(found).toHaveLength(spec.tables.length);
      for (const { described, canonical } of found) expect(described).toEqual(canonical);
      return undefined;
    });
    // Without pgvector a vector column cannot be created, and the refusal says so.
    expect(refusal).toBe(hasVectors && !await hasPgvector() ? 'PT501 type_unavailable' : undefined);
  });
});

describe('create_app creates nothing and refuses', () => {
  const invalid = fixtures.filter(({ spec, problems }) => problems.length > 0 && isList(spec));
  let before: unknown;
  beforeAll(async () => {
    before = await objectCounts();
  });

  it.each(invalid)(
    'the invalid fixture for one of its reasons: $name',
    async ({ spec, known_tables = [], problems }) => {
      const tables = JSON.stringify((spec as { tables: unknown }).tables);
      const outcome = await outcomeOf(shard.sql<{ answer: unknown }[]>`
      select platform.create_app('Fixture', tables => ${tables}::text::jsonb) as answer`);
      // Tables that the fixture assumes to be known do not exist here.
      const reasons = [...problems.map(({ reason }) => reason), ...known_tables.map(() => 'unknown_table')];
      expect(reasons.map((reason) => `22023 ${reason}`)).toContain(outcome.error);
      expect(await objectCounts()).toEqual(before);
    },
  );
});

function tablesOf(spec: unknown): unknown[] {
  const tables = (spec as { tables?: unknown } | null)?.tables;
  return Array.isArray(tables) ? tables : [];
}

/** Whether a spec consists only of tables for create_app. An empty list is invalid in a spec, but valid there. */
function isList(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && Object.keys(spec).join() === 'tables' &&
    JSON.stringify(spec) !== '{"tables":[]}';
}

function plainTable(name: string): TableSpec {
  return { name, columns: [{ name: 'text', type: 'text' }] };
}

async function hasPgvector(): Promise<boolean> {
  return (await shard.sql`select where to_regtype('extensions.vector') is not null`).length === 1;
}

/** Counts everything that create_app could have left behind. */
function objectCounts(): Promise<unknown> {
  return shard.sql`
    select (select count(*) from pg_class) as relations, (select count(*) from pg_roles) as roles,
      (select count(*) from pg_proc) as functions, (select count(*) from platform.apps) as apps,
      (select count(*) from platform.audit_log) as entries, app_count, table_count
    from platform.shards`;
}
