import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
import { pick, seededRandom } from '../harness/random.ts';
import { fixtures, validFixtures } from './fixtures.ts';
import { type Shard, startShard } from './shard.ts';
import { mutate } from './spec_mutations.ts';

// is_plain_schema lets an ordinary spec pass without the validator. So it must never let one pass that has a problem.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

const known = ['lists', 'notes'];
const count = 5_000;

/** Plain specs, to be changed at random: the fixtures are mostly not plain. */
const ordinary = [
  {
    tables: [
      {
        name: 'todos',
        scope: 'private',
        columns: [
          { name: 'title', type: 'text', required: true, max_length: 200, min_length: 1 },
          { name: 'done', type: 'boolean', default: false },
          { name: 'priority', type: 'integer', min: 1, max: 5, unique: true },
          { name: 'state', type: 'enum', values: ['open', 'done'], default: 'open' },
          { name: 'list_id', type: 'uuid', required: true, references: { table: 'lists', on_delete: 'cascade' } },
          { name: 'parent_id', type: 'uuid', references: { table: 'todos', on_delete: 'set_null' } },
        ],
      },
      { name: 'labels', columns: [{ name: 'word', type: 'string', default: 'new' }, { name: 'due', type: 'date' }] },
    ],
  },
];

interface Judged {
  spec: unknown;
  plain: boolean | null;
  problems: unknown[];
}

function judge(specs: unknown[]): Promise<Judged[]> {
  return shard.sql<Judged[]>`
    select spec, platform.is_plain_schema(spec -> 'tables', ${known}) as plain, platform.validate_schema(spec, ${known}) as problems
    from jsonb_array_elements(${JSON.stringify(specs)}::text::jsonb) as element (spec)
    where jsonb_typeof(spec) = 'object' and spec - 'tables' = '{}'`;
}

it('no spec that is plain has a problem', async () => {
  const random = seededRandom(23);
  const small = validFixtures.map(({ spec }) => spec).filter((spec) => JSON.stringify(spec).length < 3_000);
  const changed = Array.from(
    { length: count },
    () => mutate(random() < 0.7 ? pick(ordinary, random) : pick(small, random), random),
  );
  const judged = await judge([...ordinary, ...fixtures.map(({ spec }) => spec), ...changed]);
  expect(judged.filter(({ plain, problems }) => plain === true && problems.length > 0)).toEqual([]);
  // Both kinds are met often enough for that to mean something.
  expect(judged.filter(({ plain }) => plain === true).length).toBeGreaterThan(150);
  expect(judged.filter(({ plain, problems }) => plain !== true && problems.length > 0).length).toBeGreaterThan(150);
});

it('an ordinary spec is plain', async () => {
  const judged = await judge(ordinary);
  expect(judged.map(({ plain }) => plain)).toEqual([true]);
});

it('a template without descriptions and indexes of its own is plain', async () => {
  const specs = TEMPLATES.map(({ spec }) => ({
    tables: spec.tables.map(({ name, scope, columns }) => ({
      name,
      scope,
      columns: columns.map(({ description: _, ...column }) => column),
    })),
  }));
  const plain = (await judge(specs)).filter((one) => one.plain === true);
  expect(plain.length).toBeGreaterThan(specs.length / 2);
});
