import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalType, COLUMN_TYPES, TYPE_ALIASES } from '../../shared/schema_spec/column_types.ts';
import { RESERVED_WORDS } from '../../shared/schema_spec/reserved_words.ts';
import { validateSchema } from '../../shared/schema_spec/schema_spec.ts';
import { findings } from './fixtures.ts';
import { type Shard, startShard } from './shard.ts';

// What shared/ holds as data stands in the database a second time: both must say the same.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it('reserves the words that PostgreSQL reserves', async () => {
  const words = await shard.sql<{ word: string }[]>`
    select word from pg_get_keywords() where catcode in ('R', 'T') order by word collate "C"`;
  expect([...RESERVED_WORDS].sort()).toEqual(words.map(({ word }) => word));
});

it('knows the column types and their other names', async () => {
  const types = await shard.sql<{ name: string; canonical: string }[]>`
    select name, canonical from platform.column_types where name <> 'vector'`;
  expect(Object.fromEntries(types.map(({ name, canonical }) => [name, canonical]))).toEqual({
    ...Object.fromEntries(COLUMN_TYPES.map((type) => [type, type])),
    ...TYPE_ALIASES,
  });
});

it('takes the same sizes of vectors', async () => {
  const sizes = Array.from({ length: 2_010 }, (_, size) => `vector(${size})`);
  const written = [...sizes, 'vector', 'vector(01)', 'vector(1 )'];
  const types = await shard.sql<{ name: string; canonical: string | null }[]>`
    select name, platform.canonical_type(name) as canonical from unnest(${written}::text[]) as name`;
  expect(types.filter(({ canonical }) => canonical !== null)).toHaveLength(2_000);
  for (const { name, canonical } of types) expect(canonicalType(name) ?? null, name).toBe(canonical);
});

it('makes every type of a spec as the type in SQL that the registry says', async () => {
  const types = await shard.sql<{ sql_type: string; exists: boolean }[]>`
    select sql_type, to_regtype(sql_type) is not null as exists from platform.column_types where name <> 'vector'`;
  expect(types.filter(({ exists }) => !exists)).toEqual([]);
});

it('has the same names for what a spec may be called', async () => {
  const others =
    'id user_id created_at updated_at tableoid ctid xmin xmax cmin cmax users oid name type value key text date ' +
    'time timestamp interval row values';
  const words = [...RESERVED_WORDS, ...others.split(' ')];
  for (const name of words) {
    const spec = { tables: [{ name, columns: [{ name, type: 'text' }] }] };
    const [row] = await shard.sql<{ problems: { path: string; reason: 'missing' }[] }[]>`
      select platform.validate_schema(${shard.sql.json(spec)}) as problems`;
    expect(findings(row?.problems ?? []), name).toEqual(findings(validateSchema(spec)));
  }
});
