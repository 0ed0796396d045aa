import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RESERVED_TRIGGERS } from '../../../shared/sql_guard/reserved_triggers.ts';

const source = 'supabase/schemas/platform/functions/names/reserved_triggers.sql';
const sql = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
const pattern = /^ {2}return '([^'/\\]+)';$/m.exec(sql)?.[1] ?? '';

// The database's function is the only pattern. After changing it, run `npm run test:unit -- reserved_triggers -u`.
it('the parse-tree wall reserves the triggers that the database reserves', async () => {
  await expect(`// Generated from ${source}, the only pattern. After changing it, run:
// npm run test:unit -- reserved_triggers -u
export const RESERVED_TRIGGERS: RegExp =
  /${pattern}/;
`).toMatchFileSnapshot('../../../shared/sql_guard/reserved_triggers.ts');
});

it('the pattern reserves every trigger that the platform creates', () => {
  const folder = '../../../supabase/schemas/platform/functions/scopes';
  const created = ['scope_triggers', 'reference_triggers'].flatMap((name) =>
    [...readFileSync(new URL(`${folder}/${name}.sql`, import.meta.url), 'utf8').matchAll(/CREATE TRIGGER "?(\w+)/g)]
      .map(([, trigger]) => trigger ?? '')
  );
  expect(created.length).toBeGreaterThan(4);
  expect(created.filter((name) => !RESERVED_TRIGGERS.test(name))).toEqual([]);
});

it.each(['set_updated_at_on_posts', 'touch', 'check_text', 'my_keep_owner'])(
  'the trigger name %s is not reserved',
  (name) => {
    expect(RESERVED_TRIGGERS.test(name)).toBe(false);
  },
);
