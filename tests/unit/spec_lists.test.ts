import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COLUMN_TYPES, SPEC_FIELDS } from '../../shared/schema_spec/spec_lists.ts';
import { schemaSpec } from '../../shared/schema_spec/spec_shape.ts';

// The database owns the lists and limits of a spec. shared/schema_spec/spec_lists.ts is generated from its sources: after
// changing them, run `npm run test:unit -- spec_lists -u`.

const folder = new URL('../../supabase/schemas/platform/', import.meta.url);

function source(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

/** The quoted strings within the first match of a pattern. */
function quoted(pattern: RegExp, file: string, quote = /'([^']*)'/g): string[] {
  const [, part = ''] = pattern.exec(source(file)) ?? [];
  return [...part.matchAll(quote)].map(([, word = '']) => word);
}

const types = [...source('tables/column_types.sql').matchAll(/^ {2}\('([^']+)', '([^']+)', '[^']+'\)/gm)]
  .map(([, name = '', canonical = '']) => ({ name, canonical }))
  .filter(({ name }) => name !== 'vector');

const lists = {
  COLUMN_TYPES: types.filter(({ name, canonical }) => name === canonical).map(({ name }) => name),
  TYPE_ALIASES: Object.fromEntries(
    types.filter(({ name, canonical }) => name !== canonical).map(({ name, canonical }) => [name, canonical]),
  ),
  SCOPE_ALIASES: quoted(/when ('[^']*') then/, 'functions/spec/canonical_scope.sql'),
  DEFAULT_FUNCTIONS: quoted(
    /value in \(([^)]*)\)/,
    'functions/validation/is_valid_default.sql',
    /"function": "(\w+)"/g,
  ),
  SPEC_FIELDS: Object.fromEntries(
    [...source('functions/validation/spec_fields.sql').matchAll(/when '(\w+)' then '(\{[^']*\})'/g)]
      .map(([, part = '', fields = '']) => [part, JSON.parse(fields) as Record<string, unknown>]),
  ),
};

const WIDTH = 120;

/** A value as `deno fmt` prints it: on one line where it fits. */
function printed(value: unknown, indent: string, taken: number): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || taken + line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => printed(item, inner, inner.length + 1))
    : Object.entries(value).map(([key, item]) => `${key}: ${printed(item, inner, inner.length + key.length + 3)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value).map(([key, item]) => `${key}: ${onOneLine(item)}`).join(', ')} }`;
}

function constant(name: keyof typeof lists): string {
  const start = `export const ${name} = `;
  return `${start}${printed(lists[name], '', start.length + ' as const;'.length)} as const;\n`;
}

it('shared/schema_spec/spec_lists.ts has the lists and limits of the database', async () => {
  await expect(
    `// Generated from supabase/schemas/platform by tests/unit/spec_lists.test.ts. After changing the sources, run:
// npm run test:unit -- spec_lists -u

/** Column types, without \`vector(n)\`. From tables/column_types.sql. */
${constant('COLUMN_TYPES')}
/** Aliases of column types, with the types that they stand for. */
${constant('TYPE_ALIASES')}
/** Aliases of scopes. From functions/spec/canonical_scope.sql. */
${constant('SCOPE_ALIASES')}
/** The functions that \`{"function": name}\` may name in a default. From functions/validation/is_valid_default.sql. */
${constant('DEFAULT_FUNCTIONS')}
/** The fields of each part of a spec, with their limits. From functions/validation/spec_fields.sql. */
${constant('SPEC_FIELDS')}`,
  ).toMatchFileSnapshot('../../shared/schema_spec/spec_lists.ts');
});

it('every list is found in its source', () => {
  expect(lists.COLUMN_TYPES).toEqual(expect.arrayContaining(['text', 'enum', 'uuid[]']));
  expect(lists.TYPE_ALIASES).toMatchObject({ string: 'text', datetime: 'timestamptz' });
  expect(lists.SCOPE_ALIASES).toEqual(['user_scoped']);
  expect(lists.DEFAULT_FUNCTIONS).toEqual(['now', 'random_uuid', 'current_user_id']);
  expect(Object.keys(lists.SPEC_FIELDS)).toEqual(['schema', 'table', 'column', 'reference', 'index']);
  expect(COLUMN_TYPES).toHaveLength(16);
});

describe('schemaSpec', () => {
  interface Schema {
    type?: string;
    properties?: Record<string, Schema>;
    required?: string[];
    items?: Schema;
    additionalProperties?: unknown;
  }
  const root = z.toJSONSchema(schemaSpec) as Schema;
  const table = root.properties?.['tables']?.items;
  const column = table?.properties?.['columns']?.items;
  const shapes = {
    schema: root,
    table,
    column,
    reference: column?.properties?.['references'],
    index: table?.properties?.['indexes']?.items,
  };

  it.each(Object.keys(SPEC_FIELDS) as (keyof typeof SPEC_FIELDS)[])(
    'has the fields of the database for the part %s',
    (part) => {
      const fields: Record<string, { type: string; required?: boolean }> = SPEC_FIELDS[part];
      const shape = shapes[part];
      expect(Object.keys(shape?.properties ?? {}).sort()).toEqual(Object.keys(fields).sort());
      expect([...shape?.required ?? []].sort()).toEqual(
        Object.keys(fields).filter((name) => fields[name]?.required === true).sort(),
      );
      expect(shape?.additionalProperties).toBe(false);
      for (const [name, { type }] of Object.entries(fields)) {
        const said = shape?.properties?.[name]?.type;
        expect(said === 'integer' ? 'number' : said, name).toBe(type === 'any' ? undefined : type);
      }
    },
  );
});

it('the JSON Schema for the model states names, types and limits', () => {
  const schema = JSON.stringify(z.toJSONSchema(schemaSpec));
  expect(schema).toContain('"pattern":"^[a-z][a-z0-9_]*$","maxLength":48');
  expect(schema).toContain('"timestamptz"');
  expect(schema).toContain('"required":["name","type"],"additionalProperties":false');
});
