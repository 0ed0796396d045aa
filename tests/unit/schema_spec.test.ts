import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Problem, schemaSpec, validateSchema, validateTable } from '../../shared/schema_spec/schema_spec.ts';

interface Fixture {
  name: string;
  spec: unknown;
  known_tables?: string[];
  problems: Array<Pick<Problem, 'path' | 'reason'>>;
}

const fixtures = JSON.parse(
  readFileSync(new URL('../../shared/fixtures/specs.json', import.meta.url), 'utf8'),
) as Fixture[];

/** What must be equal here and in the database: the set of paths with their reasons. */
function findings(problems: Fixture['problems']): string[] {
  return problems.map(({ path, reason }) => `${path}: ${reason}`).sort();
}

function specOf(columns: unknown[]): unknown {
  return { tables: [{ name: 'todos', columns }] };
}

describe('validateSchema finds exactly the problems of the fixture', () => {
  it.each(fixtures)('$name', ({ spec, known_tables, problems }) => {
    expect(findings(validateSchema(spec, known_tables))).toEqual(findings(problems));
  });

  it('has at least 60 valid and 120 invalid fixtures, each with its own name', () => {
    expect(new Set(fixtures.map(({ name }) => name)).size).toBe(fixtures.length);
    expect(fixtures.filter(({ problems }) => problems.length === 0).length).toBeGreaterThanOrEqual(60);
    expect(fixtures.filter(({ problems }) => problems.length > 0).length).toBeGreaterThanOrEqual(120);
  });
});

describe('a spec that the database cannot store', () => {
  it.each([['U+0000', '\0'], ['half a surrogate pair', '\ud800']])('%s is refused wherever it is', (_, text) => {
    expect(findings(validateSchema({ tables: [{ name: text, columns: [{ name: `a${text}`, type: text }] }] })))
      .toEqual(findings([
        { path: 'tables[0].name', reason: 'invalid_name' },
        { path: 'tables[0].columns[0].name', reason: 'invalid_name' },
        { path: 'tables[0].columns[0].type', reason: 'invalid_value' },
      ]));
    expect(findings(validateSchema(specOf([{ name: 'a', type: 'jsonb', default: { name: [text] } }]))))
      .toEqual(['tables[0].columns[0].default.name[0]: invalid_value']);
    expect(findings(validateTable({ name: 'a', columns: [{ name: text, type: 'text' }] })))
      .toEqual(['columns[0].name: invalid_name']);
    expect(findings(validateSchema({ [text]: 1 }))).toEqual([`${text}: invalid_value`]);
  });

  it('over 1 MiB is too large, and nothing else is said', () => {
    const columns = Array.from({ length: 200 }, (_, index) => ({ name: `c${index}`, type: 'nope' }));
    const tables = Array.from({ length: 2000 }, () => ({ name: 'Bad', columns }));
    expect(findings(validateSchema({ tables }))).toEqual([': too_large']);
    expect(findings(validateTable({ name: 'a', description: 'x'.repeat(10_000_000) }))).toEqual([': too_large']);
  });

  it('counts the bytes that PostgreSQL prints', () => {
    const around = '{"a": "", "b": [1, true]}'.length;
    const of = (length: number) => validateSchema({ a: 'é'.repeat(length / 2), b: [1, true] });
    expect(findings(of(1_048_576 - around - 1))).not.toEqual([': too_large']);
    expect(findings(of(1_048_576 - around + 1))).toEqual([': too_large']);
  });

  it('deeper than 100 levels is too large', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
    // The default itself is at level 5: tables, 0, columns, 0, default.
    expect(validateSchema(specOf([{ name: 'a', type: 'jsonb', default: nested(96) }]))).toEqual([]);
    expect(findings(validateSchema(specOf([{ name: 'a', type: 'jsonb', default: nested(97) }]))))
      .toEqual([': too_large']);
    expect(findings(validateSchema(nested(100_000)))).toEqual([': too_large']);
  });
});

describe('values that are no JSON', () => {
  it.each([
    ['Infinity in jsonb', 'jsonb', { a: [Infinity] }, 'invalid_default'],
    ['NaN', 'number', NaN, 'invalid_default'],
    ['a function', 'jsonb', () => 1, 'invalid_default'],
    ['a bigint', 'bigint', 1n, 'invalid_default'],
  ])('%s is refused', (_, type, value, reason) => {
    expect(findings(validateSchema(specOf([{ name: 'a', type, default: value }]))))
      .toEqual([`tables[0].columns[0].default: ${reason}`]);
  });

  it('takes undefined as absent', () => {
    expect(validateSchema(specOf([{ name: 'a', type: 'text', default: undefined, references: undefined }]))).toEqual(
      [],
    );
    expect(findings(validateSchema(undefined))).toEqual([': missing']);
  });
});

it('validateTable starts its paths at the table', () => {
  expect(findings(validateTable({ name: 'todos', columns: [{ name: 'a', type: 'nope' }], foo: 1 })))
    .toEqual(['columns[0].type: unknown_type', 'foo: unknown_field']);
  expect(findings(validateTable({ name: 'a', columns: Array(201).fill({ name: 'Bad', type: 'nope' }) })))
    .toEqual(['columns: too_many']);
  const child = { name: 'a', columns: [{ name: 'b', type: 'uuid', references: { table: 'lists' } }] };
  expect(validateTable(child, ['lists'])).toEqual([]);
  expect(findings(validateTable(child))).toEqual(['columns[0].references.table: unknown_table']);
});

function problemsOf(problems: readonly { path: string; reason: string }[]): string[] {
  return problems.map((problem) => `${problem.path} ${problem.reason}`);
}

it('answers a large and entirely wrong spec with one problem for each crowded list', () => {
  const values = Array.from({ length: 60_000 }, (_, index) => `v${index}`);
  expect(problemsOf(validateSchema(specOf([{ name: 'a', type: 'enum', values }])))).toEqual([
    'tables[0].columns[0].values too_many',
  ]);
  expect(problemsOf(validateSchema({ tables: Array(200_000).fill({}) }))).toEqual(['tables too_many']);
});

it('becomes a JSON Schema that says names, types and limits', () => {
  const schema = JSON.stringify(z.toJSONSchema(schemaSpec));
  expect(schema).toContain('"pattern":"^[a-z][a-z0-9_]*$","maxLength":48');
  expect(schema).toContain('"timestamptz"');
  expect(schema).toContain('"required":["name","type"],"additionalProperties":false');
});
