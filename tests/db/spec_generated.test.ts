import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/schema_spec/problem.ts';
import { type Fixture, fixtures, validFixtures } from './fixtures.ts';
import { outcomeOf, rolledBack, type Shard, startShard } from './shard.ts';
import { pick, seededRandom } from '../harness/random.ts';
import { mutate } from './spec_mutations.ts';

// Generated specs: random changes of the fixtures, the same in every run, and input that no client should send.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

const known = ['lists', 'notes'];
const count = 3_000;

/** SQL and quotes in every form that could end a string literal. */
const payloads = [
  "'; drop table platform.apps; --",
  "\\'; drop table platform.apps; --",
  '$$; drop table platform.apps; $$',
  "'||(select set_config('role', 'service_role', true))||'",
  '"); drop table platform.apps; --',
  '%I %L %s %1$s',
];

function generated(): unknown[] {
  const random = seededRandom(57);
  // Large fixtures would take most of the time and give few of the cases.
  const small = (fixture: Fixture) => JSON.stringify(fixture.spec).length < 3_000;
  const [all, valid] = [fixtures.filter(small), validFixtures.filter(small)];
  return Array.from({ length: count }, () => mutate(pick(random() < 0.7 ? valid : all, random)?.spec, random));
}

async function validateAll(specs: unknown[], knownTables: string[]): Promise<Required<Problem>[][]> {
  const rows = await shard.sql<{ problems: Required<Problem>[] }[]>`
    select platform.validate_schema(spec, ${knownTables}) as problems
    from jsonb_array_elements(${JSON.stringify(specs)}::text::jsonb) with ordinality as element (spec, position)
    order by position`;
  return rows.map(({ problems }) => problems);
}

/** Sorts problems: unknown fields first, then by path with numeric positions, then by reason. */
function inOrder(problems: readonly Problem[]): string[] {
  const keys = problems.map(({ path, reason }) => {
    const padded = path.replace(/\[(\d{1,3})\]/g, (_, position: string) => `[${position.padStart(3, '0')}]`);
    return { key: [reason === 'unknown_field' ? '0' : '1', padded, reason], found: `${path}: ${reason}` };
  });
  const compared = (left: string[], right: string[]): number => {
    const at = left.findIndex((part, index) => part !== right[index]);
    return at === -1 ? 0 : Buffer.compare(Buffer.from(left[at] ?? ''), Buffer.from(right[at] ?? ''));
  };
  return keys.sort((left, right) => compared(left.key, right.key)).map(({ found }) => found);
}

describe(`${count} generated specs`, () => {
  const specs = generated();

  it('have their problems listed once, in order, with a message and a hint', async () => {
    const judged = await validateAll(specs, known);
    expect(judged).toHaveLength(count);
    for (const [index, problems] of judged.entries()) {
      const spec = JSON.stringify(specs[index]);
      const found = problems.map(({ path, reason }) => `${path}: ${reason}`);
      expect(found, spec).toEqual(inOrder(problems));
      expect(new Set(found).size, `twice the same: ${spec}`).toBe(found.length);
      expect(problems.filter(({ message, hint }) => message === '' || !hint.endsWith('.')), spec).toEqual([]);
    }
    // Some specs are valid, most are not.
    const valid = judged.filter((problems) => problems.length === 0).length;
    expect(valid).toBeGreaterThan(count * 0.01);
    expect(valid).toBeLessThan(count * 0.2);
  });

  it('can be created only if they are valid', async () => {
    const judged = await validateAll(specs, []);
    const outcomes = [...specs.entries()].filter(([index, spec]) =>
      judged[index]?.length === 0 && !JSON.stringify(spec).includes('"vector(')
    );
    expect(outcomes.length).toBeGreaterThan(20);
    for (const [, spec] of outcomes) expect(await creationOf(spec), JSON.stringify(spec)).toBeUndefined();

    const isList = (spec: unknown) => isSpec(spec) && Object.keys(spec).join() === 'tables' && spec.tables.length > 0;
    const invalid = [...specs.entries()].filter(([index, spec]) => judged[index]?.length !== 0 && isList(spec));
    expect(invalid.length).toBeGreaterThan(1_000);
    for (const [index, spec] of invalid.slice(0, 200)) {
      expect(await creationOf(spec), JSON.stringify(spec)).toBe(`22023 ${judged[index]?.[0]?.reason}`);
    }
  });
});

function isSpec(spec: unknown): spec is { tables: unknown[] } {
  return typeof spec === 'object' && spec !== null && Array.isArray((spec as { tables?: unknown }).tables);
}

/** Undefined if create_app creates an app with the tables, otherwise the error. */
async function creationOf(spec: unknown): Promise<string | undefined> {
  const tables = JSON.stringify((spec as { tables: unknown }).tables);
  const outcome = await rolledBack(shard.sql, (transaction) =>
    outcomeOf(transaction<{ answer: string }[]>`
      select platform.create_app('Generated', tables => ${tables}::text::jsonb) as answer`));
  return outcome.error;
}

describe('in every string of a spec', () => {
  const spec = {
    tables: [{
      name: 'todos',
      display_name: 'Todos',
      description: 'What is to be done',
      scope: 'shared',
      columns: [
        { name: 'text', type: 'text', description: 'What', default: 'nothing', max_length: 200 },
        { name: 'state', type: 'enum', values: ['open', 'done'], default: 'open' },
        { name: 'due', type: 'date', default: { function: 'now' } },
        { name: 'data', type: 'jsonb', default: { key: 'value' } },
        { name: 'tags', type: 'text[]', default: ['one'] },
        { name: 'parent_id', type: 'uuid', references: { table: 'todos', column: 'id', on_delete: 'cascade' } },
      ],
      indexes: [{ columns: ['state', 'due'], unique: true }],
    }],
  };

  it.each(payloads)('the payload %s is refused or stored as text', async (payload) => {
    const before = await objectCounts();
    let kept = 0;
    for (const changed of withEachString(spec, payload)) {
      const tables = JSON.stringify((changed as typeof spec).tables ?? null);
      const outcome = await rolledBack(shard.sql, async (transaction) => {
        const made = await outcomeOf(transaction<{ answer: string }[]>`
          select platform.create_app('Payload', tables => ${tables}::text::jsonb) ->> 'id' as answer`);
        if (made.error !== undefined) return made;
        const [app] = await transaction<{ description: unknown }[]>`
          select platform.describe_app(${made.answer}) as description`;
        expect(JSON.stringify(app?.description)).toContain(JSON.stringify(payload).slice(1, -1));
        return made;
      });
      if (outcome.error === undefined) kept++;
      else expect(outcome.error, tables).toMatch(/^22023 (invalid|unknown|name_too_long|type_mismatch)[a-z_]*$/);
    }
    // Where any text is allowed the payload is stored as text: display_name, both descriptions, default, data, tags.
    expect(kept).toBeGreaterThanOrEqual(6);
    expect(await objectCounts()).toEqual(before);
  });
});

describe('create_app refuses', () => {
  const withColumn = (column: string) => `[{"name": "todos", "columns": [{"name": "a", ${column}}]}]`;
  const many = (count: number, columns: unknown[]) =>
    JSON.stringify(Array.from({ length: count }, (_, index) => ({ name: `t${index}`, columns })));
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const refusals: Array<[string, string, RegExp]> = [
    ['U+0000 in a default', withColumn('"type": "text", "default": "a\\u0000b"'), /^22P05/],
    ['half of a surrogate pair in a default', withColumn('"type": "text", "default": "\\ud800"'), /^22P02/],
    ['invalid JSON', '[{"name": "todos",', /^22P02/],
    [
      'a description of 10 MB',
      withColumn(`"type": "text", "description": "${'x'.repeat(10_000_000)}"`),
      /^22023 too_large$/,
    ],
    ['10 MB of tables', many(200_000, [{}]), /^22023 too_large$/],
    ['101 tables', many(101, [{ name: 'a', type: 'text' }]), /^22023 too_many$/],
    ['100,000 levels of arrays', nested(100_000), /^(22023 too_large|54001)/],
    ['200 levels in a default', withColumn(`"type": "jsonb", "default": ${nested(200)}`), /^22023 too_large$/],
    ['a number beyond every type', withColumn('"type": "number", "default": 1e10000'), /^22023 invalid_default$/],
  ];

  it.each(refusals)('%s and creates nothing', async (_, tables, refusal) => {
    const before = await objectCounts();
    const started = performance.now();
    const outcome = await outcomeOf(shard.sql<{ answer: unknown }[]>`
      select platform.create_app('Refused', tables => ${tables}::text::jsonb) as answer`);
    expect(outcome.error).toMatch(refusal);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await objectCounts()).toEqual(before);
  });
});

/** Copies of the document, one for each of its strings, in which the payload replaces that string. */
function withEachString(document: unknown, payload: string): unknown[] {
  if (typeof document === 'string') return [payload];
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([key, value]) =>
    withEachString(value, payload).map((changed) =>
      Array.isArray(document) ? document.with(Number(key), changed) : { ...document, [key]: changed }
    )
  );
}

/** Counts everything that a call could have created. */
function objectCounts(): Promise<unknown> {
  return shard.sql`
    select (select count(*) from pg_class) as relations, (select count(*) from pg_roles) as roles,
      (select count(*) from pg_proc) as functions, (select count(*) from platform.apps) as apps,
      (select count(*) from platform.audit_log) as entries, app_count, table_count
    from platform.shards`;
}
