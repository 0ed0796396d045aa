import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SCOPE_SUMMARIES, SCOPES } from '../../shared/schema_spec/scopes.ts';

const source = 'supabase/schemas/platform/tables/scopes.sql';
const sql = readFileSync(new URL(`../../${source}`, import.meta.url), 'utf8');
const scopes = [...sql.matchAll(/^ {2}\('(\w+)', \d+, 'spec', '\w+', '([^'\\]+)',$/gm)]
  .map(([, name = '', summary = '']) => ({ name, summary }));

// The database's table is the only list. After changing it, run `npm run test:unit -- scopes -u`.
it('shared/schema_spec/scopes.ts has the scopes of the database', async () => {
  await expect(`// Generated from ${source}, the only list. After changing it, run:
// npm run test:unit -- scopes -u
export const SCOPES = [${scopes.map(({ name }) => `'${name}'`).join(', ')}] as const;

/** Who may read and write the rows of a table, in a few words. */
export const SCOPE_SUMMARIES: Readonly<Record<(typeof SCOPES)[number], string>> = {
${scopes.map(({ name, summary }) => `  ${name}: '${summary}',\n`).join('')}};
`).toMatchFileSnapshot('../../shared/schema_spec/scopes.ts');
});

it('the generated lists have every scope of their source', () => {
  expect(SCOPES).toHaveLength(sql.match(/^ {2}\('\w+', \d+, 'spec'/gm)?.length ?? 0);
  expect(Object.keys(SCOPE_SUMMARIES)).toEqual([...SCOPES]);
});
