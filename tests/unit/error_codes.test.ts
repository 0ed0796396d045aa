import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

function sources(folder: string, extension: string): string {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !file.endsWith(`_test${extension}`) && !file.includes('fake_'))
    .map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8'))
    .join('\n');
}

function found(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

const documented = found(/^\| `([a-z_]+)` \|/gm, readFileSync(new URL('docs/error_codes.md', root), 'utf8'));
const schemas = sources('supabase/schemas', '.sql');
const raised = [
  ...found(/detail\s*=\s*'([a-z_]+)'/g, schemas),
  ...found(/refuse\('([a-z_]+)'/g, schemas),
  ...found(/then '([a-z_]+_(?:name|refused|long))'/g, schemas),
  ...found(/violation_reason => '([a-z_]+)'/g, schemas),
  ...found(/(?:then|else) '([a-z_]+_(?:use|violated))'/g, schemas),
];
const spec = found(
  /when '([a-z_]+)' then/g,
  readFileSync(new URL('supabase/schemas/platform/functions/validation/spec_hint.sql', root), 'utf8'),
);
const thrown = found(
  /\bcode: '([a-z_]+)'/g,
  sources('shared', '.ts') + sources('supabase/functions', '.ts'),
);
const given = new Set([...raised, ...spec, ...thrown]);

it('docs/error_codes.md lists every reason that the database, spec validation and the functions return', () => {
  expect(spec).toHaveLength(16);
  expect([...given].filter((reason) => !documented.includes(reason))).toEqual([]);
});

it('docs/error_codes.md lists only reasons that something returns', () => {
  expect(documented.filter((reason) => !given.has(reason))).toEqual([]);
});
