import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RESERVED_POLICIES } from '../../../shared/sql_guard/reserved_policies.ts';

const source = 'supabase/schemas/platform/functions/names/reserved_policies.sql';
const sql = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
const pattern = /^ {2}return '([^'/\\]+)';$/m.exec(sql)?.[1] ?? '';

// The database's function is the only pattern. After changing it, run `npm run test:unit -- reserved_policies -u`.
it('the parse-tree wall reserves the policies that the database reserves', async () => {
  await expect(`// Generated from ${source}, the only pattern. After changing it, run:
// npm run test:unit -- reserved_policies -u
export const RESERVED_POLICIES: RegExp = /${pattern}/;
`).toMatchFileSnapshot('../../../shared/sql_guard/reserved_policies.ts');
});

it.each(['app_isolation', 'app_isolation_of_deletes', 'app_keys'])('the policy name %s is reserved', (name) => {
  expect(RESERVED_POLICIES.test(name)).toBe(true);
});

it.each(['app_keys_2', 'my_app_keys', 'App_Keys', 'keys', 'isolation', 'owner_only'])(
  'the policy name %s is not reserved',
  (name) => {
    expect(RESERVED_POLICIES.test(name)).toBe(false);
  },
);
