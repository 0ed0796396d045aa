import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';

const files = readdirSync(new URL('../../shared/templates/', import.meta.url));

it('each file is a template of its name, and none is left out', () => {
  expect(TEMPLATES.map(({ name }) => `${name}.json`)).toEqual(files.sort());
  expect(files.length).toBeGreaterThanOrEqual(14);
});

describe.each(TEMPLATES)('$name', ({ title, description, spec }) => {
  it('says what it and each of its tables are for, and whom they are open to', () => {
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
    for (const table of spec.tables) {
      expect(table.display_name, table.name).toBeTruthy();
      expect(table.description, table.name).toMatch(/\.$/);
      expect(table.scope, table.name).toBeTruthy();
    }
  });

  it('says what becomes of a row when the one that it references is deleted', () => {
    const references = spec.tables.flatMap(({ columns }) => columns.flatMap(({ references: to }) => to ?? []));
    expect(references.length).toBeGreaterThan(0);
    for (const { on_delete: onDelete } of references) expect(onDelete).toBeTruthy();
  });
});
