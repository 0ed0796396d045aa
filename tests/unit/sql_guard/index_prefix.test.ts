import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INDEX_PREFIX } from '../../../shared/sql_guard/names.ts';

const source = new URL('../../../supabase/schemas/platform/functions/names/index_prefix.sql', import.meta.url);

it('both walls accept the same prefixes of index names', () => {
  expect(/^ {2}return '([^']+)';$/m.exec(readFileSync(source, 'utf8'))?.[1]).toBe(INDEX_PREFIX);
});
