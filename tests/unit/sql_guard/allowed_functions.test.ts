import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALLOWED_FUNCTIONS } from '../../../shared/sql_guard/allowed_functions.ts';

const source = 'supabase/schemas/sandbox/tables/allowed_functions.sql';
const sql = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
const names = (/regexp_replace\('\n([^']*)'/.exec(sql)?.[1] ?? '').trim().split(/\s+/);

function lines(words: string[]): string {
  const wrapped = words.reduce<string[]>((done, word) => {
    const line = `${done.at(-1) ?? ''} ${word}`.trim();
    return done.length > 0 && line.length <= 116 ? [...done.slice(0, -1), line] : [...done, word];
  }, []);
  return wrapped.map((line) => `  ${line}`).join('\n');
}

// The database's table is the only list. After changing it, run `npm run test:unit -- allowed_functions -u`.
it('the parse-tree wall allows the functions that the database allows', async () => {
  await expect(`// Generated from ${source}, the only list. After changing it, run:
// npm run test:unit -- allowed_functions -u
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(
  \`
${lines(names)}
\`.trim().split(/\\s+/),
);
`).toMatchFileSnapshot('../../../shared/sql_guard/allowed_functions.ts');
});

it('the generated list has every name of its source', () => {
  expect(names.length).toBeGreaterThan(300);
  expect([...ALLOWED_FUNCTIONS].sort()).toEqual([...new Set(names)].sort());
});

// No app may do what these functions do, so they must not get onto the list by mistake.
it.each([
  ...['set_config', 'current_setting', 'pg_sleep', 'query_to_xml', 'table_to_xml', 'cursor_to_xml', 'database_to_xml'],
  ...['ts_stat', 'ts_rewrite', 'dblink', 'lo_import', 'lo_export', 'pg_read_file', 'nextval', 'setval', 'to_regclass'],
  ...['pg_advisory_lock', 'pg_notify', 'pg_terminate_backend', 'has_table_privilege', 'txid_current', 'setseed'],
])('%s is not an allowed function', (name) => {
  expect(ALLOWED_FUNCTIONS.has(name)).toBe(false);
});
