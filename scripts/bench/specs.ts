import type { JSONValue } from 'postgres';

export interface TableSpec {
  [key: string]: JSONValue;
  name: string;
}

/** The table that oneTable references. */
export const referencedTable: TableSpec = {
  name: 'lists',
  scope: 'private',
  columns: [{ name: 'title', type: 'text', required: true }],
};

/** A table typical of generated apps: six columns, some with limits, one a reference. */
export const oneTable: TableSpec[] = [{
  name: 'todos',
  scope: 'private',
  columns: [
    { name: 'title', type: 'text', required: true, max_length: 200 },
    { name: 'completed', type: 'boolean', default: false },
    { name: 'priority', type: 'integer', min: 1, max: 5 },
    { name: 'due_on', type: 'date' },
    { name: 'stage', type: 'enum', values: ['open', 'waiting', 'done'], default: 'open' },
    { name: 'list_id', type: 'uuid', required: true, references: { table: 'lists', on_delete: 'cascade' } },
  ],
}];

/** Three tables of different scopes, connected by references. */
export const threeTables: TableSpec[] = [
  {
    name: 'projects',
    scope: 'shared',
    columns: [
      { name: 'title', type: 'text', required: true, max_length: 200 },
      { name: 'stage', type: 'enum', values: ['idea', 'running', 'done'], default: 'idea' },
    ],
  },
  {
    name: 'tasks',
    scope: 'private',
    columns: [
      { name: 'project_id', type: 'uuid', required: true, references: { table: 'projects', on_delete: 'cascade' } },
      { name: 'title', type: 'text', required: true },
      { name: 'due_on', type: 'date' },
    ],
  },
  {
    name: 'comments',
    scope: 'public_read',
    columns: [
      { name: 'task_id', type: 'uuid', references: { table: 'tasks' } },
      { name: 'body', type: 'text', required: true },
    ],
  },
];

/** A table for reading and writing rows under the policies. */
export function notes(name: string): TableSpec {
  return {
    name,
    scope: 'private',
    columns: [{ name: 'title', type: 'text', required: true }, { name: 'stars', type: 'integer', default: 0 }],
  };
}
