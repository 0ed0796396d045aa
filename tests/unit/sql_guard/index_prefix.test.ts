import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INDEX_PREFIX } from '../../../shared/sql_guard/names.ts';

const source = new URL('../../../supabase/schemas/platform/functions/names/index_prefix.sql', import.meta.url);

it('both walls take the same prefixes of the names of indexes', () => {
  expect(/^ {2}return '([^']+)';$/m.exec(readFileSync(source, 'utf8'))?.[1]).toBe(INDEX_PREFIX);
});
