import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
import { findings, validate, validateJson } from './fixtures.ts';
import { outcomeOf, type Shard, startShard } from './shard.ts';

// What platform.validate_schema returns, in addition to the fixtures, for documents that are too large, too deep or not JSON.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

function specOf(columns: unknown[]): unknown {
  return { tables: [{ name: 'todos', columns }] };
}

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

async function problemsOf(spec: unknown): Promise<string[]> {
  return findings(await validate(shard, 'schema', spec));
}

describe('in a spec', () => {
  // jsonb refuses the whole document, so the path is unknown. The edge functions check for these before they send a spec.
  it.each([['U+0000', '\0', '22P05'], ['half a surrogate pair', '\ud800', '22P02']])(
    '%s is refused anywhere',
    async (_, text, sqlstate) => {
      const documents = [
        { tables: [{ name: text, columns: [{ name: `a${text}`, type: text }] }] },
        specOf([{ name: 'a', type: 'jsonb', default: { name: [text] } }]),
        { name: 'a', columns: [{ name: text, type: 'text' }] },
        { [text]: 1 },
      ];
      for (const document of documents) {
        const outcome = await outcomeOf(shard.sql<{ answer: unknown }[]>`
          select platform.validate_schema(${JSON.stringify(document)}::text::jsonb) as answer`);
        expect(outcome.error).toBe(sqlstate);
      }
    },
  );

  it('more than 1 MiB is too large, and no other problem is returned', async () => {
    const columns = Array.from({ length: 200 }, (_, index) => ({ name: `c${index}`, type: 'nope' }));
    const tables = Array.from({ length: 2000 }, () => ({ name: 'Bad', columns }));
    expect(await problemsOf({ tables })).toEqual([': too_large']);
    const table = { name: 'a', description: 'x'.repeat(10_000_000) };
    expect(findings(await validate(shard, 'table', table))).toEqual([': too_large']);
  });

  it('the size is that of the JSON as PostgreSQL prints it', async () => {
    const around = '{"a": "", "b": [1, true]}'.length;
    const of = (length: number) => problemsOf({ a: 'é'.repeat(length / 2), b: [1, true] });
    expect(await of(1_048_576 - around - 1)).not.toEqual([': too_large']);
    expect(await of(1_048_576 - around + 1)).toEqual([': too_large']);
  });

  it('more than 100 levels are too large', async () => {
    const withDefault = (json: string) =>
      `{"tables": [{"name": "todos", "columns": [{"name": "a", "type": "jsonb", "default": ${json}}]}]}`;
    // The default itself is at level 5: tables, 0, columns, 0, default.
    expect(await validateJson(shard, 'schema', withDefault(nested(96)))).toEqual([]);
    expect(findings(await validateJson(shard, 'schema', withDefault(nested(97))))).toEqual([': too_large']);
    expect(findings(await validateJson(shard, 'table', nested(1_000)))).toEqual([': too_large']);
    const outcome = await outcomeOf(shard.sql<{ answer: unknown }[]>`
      select platform.validate_schema(${nested(100_000)}::text::jsonb) -> 0 ->> 'reason' as answer`);
    expect(outcome.error ?? outcome.answer).toMatch(/^(54001|too_large)$/);
  });
});

describe('a value that JSON does not have', () => {
  it.each([['NaN', NaN], ['Infinity', Infinity], ['null', null]])(
    'arrives as null, which is not a valid default: %s',
    async (_, value) => {
      for (const type of ['number', 'jsonb']) {
        expect(await problemsOf(specOf([{ name: 'a', type, default: value }])))
          .toEqual(['tables[0].columns[0].default: invalid_default']);
      }
    },
  );

  it('is not a valid default or limit if it is a number beyond 2^53', async () => {
    for (const [type, number] of [['bigint', '9007199254740992'], ['number', '1e400'], ['float', '-1e400']] as const) {
      const json =
        `{"tables": [{"name": "a", "columns": [{"name": "a", "type": "${type}", "default": ${number}, "min": ${number}}]}]}`;
      expect(findings(await validateJson(shard, 'schema', json))).toEqual([
        'tables[0].columns[0].default: invalid_default',
        'tables[0].columns[0].min: invalid_value',
      ]);
    }
    const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
    expect(await problemsOf(specOf([{ name: 'a', type: 'bigint', default: max, min, max }]))).toEqual([]);
  });

  it('is absent if it is undefined', async () => {
    expect(await problemsOf(specOf([{ name: 'a', type: 'text', default: undefined, references: undefined }]))).toEqual(
      [],
    );
    expect(await problemsOf(undefined)).toEqual([': invalid_type']);
  });
});

it('validate_table starts its paths at the table', async () => {
  const of = async (table: unknown, known?: string[]) => findings(await validate(shard, 'table', table, known));
  expect(await of({ name: 'todos', columns: [{ name: 'a', type: 'nope' }], foo: 1 }))
    .toEqual(['columns[0].type: unknown_type', 'foo: unknown_field']);
  expect(await of({ name: 'a', columns: Array(201).fill({ name: 'Bad', type: 'nope' }) })).toEqual([
    'columns: too_many',
  ]);
  const child = { name: 'a', columns: [{ name: 'b', type: 'uuid', references: { table: 'lists' } }] };
  expect(await of(child, ['lists'])).toEqual([]);
  expect(await of(child)).toEqual(['columns[0].references.table: unknown_table']);
});

it('a large and entirely invalid spec has one problem for each list that is too long', async () => {
  const values = Array.from({ length: 60_000 }, (_, index) => `v${index}`);
  expect(await problemsOf(specOf([{ name: 'a', type: 'enum', values }]))).toEqual([
    'tables[0].columns[0].values: too_many',
  ]);
  expect(await problemsOf({ tables: Array(200_000).fill({}) })).toEqual(['tables: too_many']);
});

it.each(TEMPLATES)('the template $name is valid', async ({ spec }) => {
  expect(await problemsOf(spec)).toEqual([]);
});

const apps = new URL('../../supabase/apps/', import.meta.url);
it.each(readdirSync(apps))('supabase/apps/%s is valid', async (file) => {
  const { tables } = JSON.parse(readFileSync(new URL(file, apps), 'utf8')) as { tables: unknown };
  expect(await problemsOf({ tables })).toEqual([]);
});
