import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PLATFORM_TRIGGERS } from '../../../shared/sql_guard/grammar/named_objects.ts';

const folder = '../../../supabase/schemas/platform/functions/scopes';
const created = ['scope_triggers', 'reference_triggers'].flatMap((name) =>
  [...readFileSync(new URL(`${folder}/${name}.sql`, import.meta.url), 'utf8').matchAll(/CREATE TRIGGER "?(\w+)/g)].map(
    ([, trigger]) => trigger,
  )
);

it('the parse-tree wall knows every trigger that the platform creates', () => {
  expect([...PLATFORM_TRIGGERS].sort()).toEqual(created.sort());
});
