import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanonicalTable } from '../../shared/schema_spec/canonical_spec.ts';
import { canonicalTable, type TableSpec } from '../../shared/schema_spec/schema_spec.ts';
import { findings, type Fixture, fixtures, validFixtures } from './fixtures.ts';
import { outcomeOf, rolledBack, type Shard, startShard } from './shard.ts';

// SPEC-1: what shared/ says of each fixture (tests/unit/schema_spec.test.ts) the database says too, and acts upon.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

type Problems = Fixture['problems'];

async function validateInDatabase(kind: 'schema' | 'table', spec: unknown, known: string[] = []): Promise<Problems> {
  const call = shard.sql`platform.${shard.sql(`validate_${kind}`)}`;
  const [row] = await shard.sql<{ problems: Problems }[]>`
    select ${call}(${JSON.stringify(spec)}::text::jsonb, ${known}) as problems`;
  return row?.problems ?? [];
}

describe('platform.validate_schema finds exactly the problems of the fixture', () => {
  it.each(fixtures)('$name', async ({ spec, known_tables, problems }) => {
    expect(findings(await validateInDatabase('schema', spec, known_tables))).toEqual(findings(problems));
  });
});

it('platform.validate_table finds the same in a table that stands alone', async () => {
  const alone = fixtures.filter(({ spec, problems }) =>
    tablesOf(spec).length === 1 && problems.every(({ path }) => path.startsWith('tables[0]'))
  );
  expect(alone.length).toBeGreaterThan(500);
  for (const { name, spec, known_tables, problems } of alone) {
    const inTable = problems.map(({ path, reason }) => ({ path: path.replace(/^tables\[0\]\.?/, ''), reason }));
    expect(findings(await validateInDatabase('table', tablesOf(spec)[0], known_tables)), name)
      .toEqual(findings(inTable));
  }
});

describe('create_app makes what a valid fixture describes', () => {
  it.each(validFixtures)('$name', async ({ spec, known_tables = [] }) => {
    const hasVectors = JSON.stringify(spec).includes('"vector(');
    const refusal = await rolledBack(shard.sql, async (transaction) => {
      const taken = new Set(spec.tables.map(({ name }) => name));
      const known = known_tables.filter((name) => !taken.has(name));
      const tables = JSON.stringify([...spec.tables, ...known.map(plainTable)]);
      const outcome = await outcomeOf(transaction<{ answer: string }[]>`
        select platform.create_app('Fixture', tables => ${tables}::text::jsonb) ->> 'id' as answer`);
      if (outcome.error !== undefined) return outcome.error;
      const [app] = await transaction<{ tables: TableSpec[] }[]>`
        select platform.describe_app(${outcome.answer}) -> 'tables' as tables`;
      expect(app?.tables.filter(({ name }) => taken.has(name)).map(comparable)).toEqual(
        spec.tables.map((table) => comparable(canonicalTable(table))).sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
      return undefined;
    });
    // Without pgvector a vector column cannot be made, and the refusal says so.
    expect(refusal).toBe(hasVectors && !await hasPgvector() ? 'PT501 type_unavailable' : undefined);
  });
});

describe('create_app refuses an invalid fixture for one of its reasons and makes nothing', () => {
  const invalid = fixtures.filter(({ spec, problems }) => problems.length > 0 && isList(spec));
  let before: unknown;
  beforeAll(async () => {
    before = await everythingMade();
  });

  it.each(invalid)('$name', async ({ spec, known_tables = [], problems }) => {
    const tables = JSON.stringify((spec as { tables: unknown }).tables);
    const outcome = await outcomeOf(shard.sql<{ answer: unknown }[]>`
      select platform.create_app('Fixture', tables => ${tables}::text::jsonb) as answer`);
    // Tables that the fixture takes for known are not there.
    const reasons = [...problems.map(({ reason }) => reason), ...known_tables.map(() => 'unknown_table')];
    expect(reasons.map((reason) => `22023 ${reason}`)).toContain(outcome.error);
    expect(await everythingMade()).toEqual(before);
  });
});

function tablesOf(spec: unknown): unknown[] {
  const tables = (spec as { tables?: unknown } | null)?.tables;
  return Array.isArray(tables) ? tables : [];
}

/** Whether a spec is nothing but what create_app takes as tables. An empty list is none of a spec, but fine there. */
function isList(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && Object.keys(spec).join() === 'tables' &&
    JSON.stringify(spec) !== '{"tables":[]}';
}

function plainTable(name: string): TableSpec {
  return { name, columns: [{ name: 'text', type: 'text' }] };
}

/** A table without what two spellings of it may differ in. */
function comparable(table: CanonicalTable | TableSpec) {
  return {
    name: table.name,
    scope: table.scope,
    description: table.description || undefined,
    columns: table.columns.map(({ required, unique, description, references, default: value, ...column }) => ({
      ...column,
      required: required === true,
      unique: unique === true,
      description: description || undefined,
      references: references && [references.table, references.on_delete],
      default: spelledOut(column.type, value),
    })),
  };
}

function spelledOut(type: string, value: unknown): unknown {
  if (typeof value === 'string' && type === 'timestamptz') return new Date(value).getTime();
  if (typeof value === 'string' && type === 'time') return value.length === 5 ? `${value}:00` : value;
  return type.startsWith('uuid') && !isFunction(value) ? JSON.stringify(value)?.toLowerCase() : value;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'function' in value;
}

async function hasPgvector(): Promise<boolean> {
  return (await shard.sql`select where to_regtype('extensions.vector') is not null`).length === 1;
}

/** How much there is of what create_app could have left. */
function everythingMade(): Promise<unknown> {
  return shard.sql`
    select (select count(*) from pg_class) as relations, (select count(*) from pg_roles) as roles,
      (select count(*) from pg_proc) as functions, (select count(*) from platform.apps) as apps,
      (select count(*) from platform.audit_log) as entries, app_count, table_count
    from platform.shards`;
}
