import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { validateSchema } from '../../shared/schema_spec/schema_spec.ts';

const folder = new URL('../../supabase/apps/', import.meta.url);

it.each(readdirSync(folder))('supabase/apps/%s is the valid desired state of an app', (file) => {
  const { name, tables, ...rest } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>;
  expect(file).toMatch(/^[1-9][0-9]*\.json$/);
  expect(name).toMatch(/\S/);
  expect(rest).toEqual({});
  expect(validateSchema({ tables })).toEqual([]);
});
