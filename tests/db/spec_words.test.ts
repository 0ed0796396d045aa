import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '../../shared/schema_spec/scopes.ts';
import { COLUMN_TYPES, TYPE_ALIASES } from '../../shared/schema_spec/spec_lists.ts';
import { VECTOR_PATTERN } from '../../shared/schema_spec/spec_shape.ts';
import { findings, validate } from './fixtures.ts';
import { type Shard, startShard } from './shard.ts';

// The vocabulary of a spec: the reserved names, the types and the scopes.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

async function reservedWords(): Promise<string[]> {
  const words = await shard.sql<{ word: string }[]>`
    select word from pg_get_keywords() where catcode in ('R', 'T') order by word collate "C"`;
  return words.map(({ word }) => word);
}

it('the 101 reserved words of PostgreSQL 17 are reserved for tables and for columns', async () => {
  const words = await reservedWords();
  expect(words).toHaveLength(101);
  expect(words).toEqual(expect.arrayContaining(['select', 'like', 'system_user', 'user']));
  for (const name of words) {
    expect(findings(await validate(shard, 'schema', { tables: [{ name, columns: [{ name, type: 'text' }] }] })), name)
      .toEqual(['tables[0].columns[0].name: reserved_name', 'tables[0].name: reserved_name']);
  }
});

it.each(
  [
    ['users', ['tables[0].name']],
    ...['id', 'user_id', 'created_at', 'updated_at'].map((name) => [name, ['tables[0].columns[0].name']] as const),
    ...['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'].map((name) =>
      [name, ['tables[0].columns[0].name']] as const
    ),
    ...['oid', 'name', 'type', 'value', 'key', 'text', 'date', 'time', 'timestamp'].map((name) => [name, []] as const),
    ...['interval', 'row', 'values', 'begin'].map((name) => [name, []] as const),
  ] as const,
)('the name %s is reserved only where it has a meaning', async (name, paths) => {
  const found = await validate(shard, 'schema', { tables: [{ name, columns: [{ name, type: 'text' }] }] });
  expect(findings(found)).toEqual(paths.map((path) => `${path}: reserved_name`));
});

it('the types and their aliases are those of the registry', async () => {
  const types = await shard.sql<{ name: string; canonical: string }[]>`
    select name, canonical from platform.column_types where name <> 'vector'`;
  expect(Object.fromEntries(types.map(({ name, canonical }) => [name, canonical]))).toEqual({
    ...Object.fromEntries(COLUMN_TYPES.map((type) => [type, type])),
    ...TYPE_ALIASES,
  });
});

it('SCOPES lists exactly the scopes that a spec may use', async () => {
  const scopes = [...SCOPES, 'profile', 'owned', 'open', 'custom'];
  const rows = await shard.sql<{ scope: string }[]>`
    select scope from unnest(${scopes}::text[]) as scope where platform.is_spec_scope(scope)`;
  expect(rows.map(({ scope }) => scope)).toEqual([...SCOPES]);
});

it('the pattern of vectors accepts the sizes that the database accepts', async () => {
  const sizes = Array.from({ length: 2_010 }, (_, size) => `vector(${size})`);
  const written = [...sizes, 'vector', 'vector(01)', 'vector(1 )'];
  const types = await shard.sql<{ name: string; canonical: string | null }[]>`
    select name, platform.canonical_type(name) as canonical from unnest(${written}::text[]) as name`;
  expect(types.filter(({ canonical }) => canonical !== null)).toHaveLength(2_000);
  const isVector = new RegExp(VECTOR_PATTERN);
  for (const { name, canonical } of types) expect(isVector.test(name) ? name : null, name).toBe(canonical);
});

it('every type of a spec has an SQL type that exists', async () => {
  const types = await shard.sql<{ sql_type: string; exists: boolean }[]>`
    select sql_type, to_regtype(sql_type) is not null as exists from platform.column_types where name <> 'vector'`;
  expect(types.filter(({ exists }) => !exists)).toEqual([]);
});
