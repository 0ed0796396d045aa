import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { schemaSpec } from '../../shared/schema_spec/spec_shape.ts';

const folder = new URL('../../supabase/apps/', import.meta.url);

it.each(readdirSync(folder))('supabase/apps/%s has the shape of a desired state', (file) => {
  const { name, tables, ...rest } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>;
  expect(file).toMatch(/^[1-9][0-9]*\.json$/);
  expect(name).toMatch(/\S/);
  expect(rest).toEqual({});
  expect(schemaSpec.safeParse({ tables }).error).toBeUndefined();
});
