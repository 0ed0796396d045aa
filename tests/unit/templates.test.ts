import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';

const files = readdirSync(new URL('../../shared/templates/', import.meta.url));

it('each file in shared/templates is listed as a template under its name', () => {
  expect(TEMPLATES.map(({ name }) => `${name}.json`)).toEqual(files.sort());
  expect(files.length).toBeGreaterThanOrEqual(14);
});

describe.each(TEMPLATES)('the template $name', ({ title, description, spec }) => {
  it('describes itself and its tables, and gives each table a scope', () => {
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
    for (const table of spec.tables) {
      expect(table.display_name, table.name).toBeTruthy();
      expect(table.description, table.name).toMatch(/\.$/);
      expect(table.scope, table.name).toBeTruthy();
    }
  });

  it('states what happens to a row when the row that it references is deleted', () => {
    const references = spec.tables.flatMap(({ columns }) => columns.flatMap(({ references: to }) => to ?? []));
    expect(references.length).toBeGreaterThan(0);
    for (const { on_delete: onDelete } of references) expect(onDelete).toBeTruthy();
  });
});
