import { expect, it } from 'vitest';
import { canonicalTable, tableSpec } from '../../shared/schema_spec/schema_spec.ts';

it('spells out aliases and defaults', () => {
  const table = tableSpec.parse({
    name: 'todos',
    scope: 'user_scoped',
    columns: [
      { name: 'due', type: 'datetime', default: { function: 'now' } },
      { name: 'embedding', type: 'vector(384)' },
      { name: 'list_id', type: 'uuid', required: true, references: { table: 'lists' } },
      { name: 'parent_id', type: 'uuid', references: { table: 'todos' } },
      { name: 'owner_id', type: 'uuid', references: { table: 'users', on_delete: 'restrict' } },
    ],
  });
  expect(canonicalTable(table)).toEqual({
    name: 'todos',
    scope: 'private',
    columns: [
      { name: 'due', type: 'timestamptz', default: { function: 'now' } },
      { name: 'embedding', type: 'vector(384)' },
      {
        name: 'list_id',
        type: 'uuid',
        required: true,
        references: { table: 'lists', column: 'id', on_delete: 'cascade' },
      },
      { name: 'parent_id', type: 'uuid', references: { table: 'todos', column: 'id', on_delete: 'set_null' } },
      { name: 'owner_id', type: 'uuid', references: { table: 'users', column: 'id', on_delete: 'restrict' } },
    ],
    indexes: [],
  });
});

it('changes nothing in what is canonical', () => {
  const table = tableSpec.parse({
    name: 'posts',
    display_name: 'Posts',
    scope: 'public_read',
    columns: [{ name: 'title', type: 'text', max_length: 5 }],
    indexes: [{ columns: ['title'], unique: true }],
  });
  expect(canonicalTable(table)).toEqual(table);
  expect(canonicalTable(canonicalTable(table))).toEqual(table);
});
