import type { ColumnOf, SpecOf, TableOf } from './raw_app.ts';

/** Changes a spec. */
export type Change = (spec: SpecOf) => void;

export function tableOf(spec: SpecOf, name: string): TableOf {
  const table = spec.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`The spec has no table ${name}`);
  return table;
}

function column(table: string, name: string, change: (column: ColumnOf, table: TableOf) => void): Change {
  return (spec) => {
    const found = tableOf(spec, table);
    const item = found.columns.find((candidate) => candidate.name === name);
    if (item === undefined) throw new Error(`The table ${table} has no column ${name}`);
    change(item, found);
  };
}

function set(table: string, name: string, fields: Record<string, unknown>): Change {
  return column(table, name, (item) => Object.assign(item, fields));
}

function unset(table: string, name: string, field: string): Change {
  return column(table, name, (item) => delete item[field]);
}

function retype(name: string, type: string): Change {
  return column('todos', name, (item, table) => {
    if (type === 'jsonb') withoutIndex(table, name);
    for (const key of Object.keys(item)) if (key !== 'name' && key !== 'required') delete item[key];
    item.type = type;
  });
}

function drop(name: string): Change {
  return column('todos', name, (item, table) => {
    table.columns.splice(table.columns.indexOf(item), 1);
    withoutIndex(table, name);
  });
}

function withoutIndex(table: TableOf, name: string): void {
  table.indexes = (table.indexes ?? []).filter(({ columns }) => !(columns as string[] | undefined)?.includes(name));
}

function rename(table: string, name: string, to: string): Change {
  return column(table, name, (item, found) => {
    Object.assign(item, { name: to, renamed_from: name });
    found.indexes = (found.indexes ?? []).map(({ columns, ...index }) => ({
      ...index,
      ...(columns !== undefined && { columns: (columns as string[]).map((old) => old === name ? to : old) }),
    }));
  });
}

function add(...columns: ColumnOf[]): Change {
  return (spec) => tableOf(spec, 'todos').columns.push(...columns);
}

function renameTable(name: string, to: string): Change {
  return (spec) => {
    Object.assign(tableOf(spec, name), { name: to, renamed_from: name });
    for (const table of spec.tables) {
      for (const { references } of table.columns as { references?: { table: string } }[]) {
        if (references?.table === name) references.table = to;
      }
    }
  };
}

/** Every operation of the engine, as a change of the spec of tests/db/raw_objects/raw_app.ts. */
export const OPERATIONS: Readonly<Record<string, Change>> = {
  'adds a column': add({ name: 'added', type: 'text' }),
  'adds a required column': add({ name: 'added', type: 'integer', required: true, default: 1, min: 0, unique: false }),
  'adds a reference': add({ name: 'parent_id', type: 'uuid', references: { table: 'todos' } }),
  'drops a text': drop('title'),
  'drops a number': drop('amount'),
  'drops an enum': drop('state'),
  'drops a column with a reference': drop('list_id'),
  'renames a text': rename('todos', 'title', 'caption'),
  'renames a number': rename('todos', 'amount', 'total'),
  'renames an enum': rename('todos', 'state', 'status'),
  'renames a unique column': rename('lists', 'title', 'caption'),
  'changes a text to jsonb': retype('title', 'jsonb'),
  'changes a number to a text': retype('amount', 'text'),
  'changes a number to bigint': retype('amount', 'bigint'),
  'makes a number required': set('todos', 'amount', { required: true }),
  'makes a number required and fills it': set('todos', 'amount', { required: true, default: 7 }),
  'makes a text optional': unset('todos', 'title', 'required'),
  'makes a text unique': set('todos', 'title', { unique: true }),
  'makes a text not unique': unset('lists', 'title', 'unique'),
  'adds a limit': set('todos', 'title', { min_length: 1 }),
  'changes a limit': set('todos', 'title', { max_length: 300 }),
  'drops a limit': unset('todos', 'title', 'max_length'),
  'limits a number': set('todos', 'amount', { min: 0, max: 1000 }),
  'adds a label': set('todos', 'state', { values: ['open', 'done', 'late'] }),
  'renames a label': set('todos', 'state', {
    values: ['todo', 'done'],
    renamed_values: { open: 'todo' },
    default: 'todo',
  }),
  'sets a default': set('todos', 'title', { default: 'x' }),
  'sets a default of a number': set('todos', 'amount', { default: 5 }),
  'drops a default': unset('todos', 'state', 'default'),
  'adds an index': (spec) => (tableOf(spec, 'todos').indexes ??= []).push({ columns: ['amount'] }),
  'adds a unique index': (spec) =>
    (tableOf(spec, 'todos').indexes ??= []).push({ columns: ['title', 'user_id'], unique: true }),
  'drops an index': (spec) => withoutIndex(tableOf(spec, 'todos'), 'amount'),
  'drops a reference': unset('todos', 'list_id', 'references'),
  'changes what a reference does': set('todos', 'list_id', { references: { table: 'lists', on_delete: 'restrict' } }),
  'changes the scope to shared': (spec) => (tableOf(spec, 'todos')['scope'] = 'shared'),
  'changes the scope to public_read': (spec) => (tableOf(spec, 'todos')['scope'] = 'public_read'),
  'renames the table': renameTable('todos', 'tasks'),
  'renames the other table': renameTable('lists', 'folders'),
  'drops the table': (spec) => spec.tables.splice(spec.tables.indexOf(tableOf(spec, 'todos')), 1),
  'drops the other table': (spec) => {
    spec.tables.splice(spec.tables.indexOf(tableOf(spec, 'lists')), 1);
    unset('todos', 'list_id', 'references')(spec);
  },
  'creates a table': (spec) => {
    if (spec.tables.some(({ name }) => name === 'others')) throw new Error('The app has this table');
    spec.tables.push({
      name: 'others',
      columns: [{ name: 'todo_id', type: 'uuid', references: { table: 'todos', on_delete: 'cascade' } }],
    });
  },
  'changes descriptions': (spec) => {
    Object.assign(tableOf(spec, 'todos'), { description: 'Things.', display_name: 'Things' });
    set('todos', 'list_id', { description: 'Where it is.' })(spec);
  },
  'changes the order': (spec) => tableOf(spec, 'todos').columns.reverse(),
};
