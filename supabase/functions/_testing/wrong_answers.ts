// What a model may answer that is no valid spec. The tests of the function take the database's word for it;
// tests/db/model_answers.test.ts asks the database.

export const INJECTION = "x'); drop table platform.apps; --";

function table(column: object, more: object = {}) {
  return {
    explanation: '',
    tables: [{ name: 'todos', columns: [{ name: 'title', type: 'text', ...column }], ...more }],
  };
}

/** Attempts to smuggle SQL into a spec, and the problem that the database finds in each. */
export const ATTACKS: ReadonlyArray<[why: string, answer: object, path: string, reason: string]> = [
  ['a table name', table({}, { name: INJECTION }), 'tables[0].name', 'invalid_name'],
  ['a quoted table name', table({}, { name: 'todos" cascade' }), 'tables[0].name', 'invalid_name'],
  ['a name with a schema', table({}, { name: 'auth.users' }), 'tables[0].name', 'invalid_name'],
  ['a column name', table({ name: INJECTION }), 'tables[0].columns[0].name', 'invalid_name'],
  ['a type', table({ type: 'text default now()' }), 'tables[0].columns[0].type', 'unknown_type'],
  ['a default', table({ type: 'timestamptz', default: 'now()' }), 'tables[0].columns[0].default', 'invalid_default'],
  [
    'a default that is a function',
    table({ type: 'uuid', default: { function: 'pg_sleep(9)' } }),
    'tables[0].columns[0].default',
    'invalid_default',
  ],
  ['a default of SQL', table({ default: { sql: 'select 1' } }), 'tables[0].columns[0].default', 'invalid_default'],
  ['a check', table({ check: INJECTION }), 'tables[0].columns[0].check', 'unknown_field'],
  ['a policy', table({}, { policies: ['using (true)'] }), 'tables[0].policies', 'unknown_field'],
  ['an id of another app', { ...table({}), app_id: 58 }, 'app_id', 'unknown_field'],
  ['statements', { ...table({}), sql: 'drop table app_58_todos' }, 'sql', 'unknown_field'],
  ['a scope', table({}, { scope: 'shared; grant all' }), 'tables[0].scope', 'invalid_value'],
  [
    'an enum label with a control character',
    table({ type: 'enum', values: ['a\u0001b'] }),
    'tables[0].columns[0].values[0]',
    'invalid_value',
  ],
  [
    'an index',
    table({}, { indexes: [{ columns: ['lower(title)'] }] }),
    'tables[0].indexes[0].columns[0]',
    'unknown_column',
  ],
  [
    "another app's table",
    table({ name: 'a_id', type: 'uuid', references: { table: 'app_58_users' } }),
    'tables[0].columns[0].references.table',
    'unknown_table',
  ],
  [
    'the accounts',
    table({ name: 'a_id', type: 'uuid', references: { table: 'auth.users' } }),
    'tables[0].columns[0].references.table',
    'unknown_table',
  ],
  [
    'what a reference does',
    table({ name: 'a_id', type: 'uuid', references: { table: 'todos', on_delete: 'cascade; drop' } }),
    'tables[0].columns[0].references.on_delete',
    'invalid_value',
  ],
];

const TODOS = { name: 'todos', scope: 'private', columns: [{ name: 'title', type: 'text', required: true }] };

/** Honest mistakes, and the problem that the database finds in each. */
export const MISTAKES: ReadonlyArray<[why: string, answer: object, path: string, reason: string]> = [
  ['no table', { tables: [] }, 'tables', 'invalid_value'],
  ['another object', { spec: { tables: [TODOS] } }, 'tables', 'missing'],
  ['tables by name', { tables: { todos: TODOS } }, 'tables', 'invalid_type'],
  [
    'the users table',
    { tables: [TODOS, { name: 'users', columns: [{ name: 'age', type: 'integer' }] }] },
    'tables[1].name',
    'reserved_name',
  ],
  ['standard columns', table({ name: 'id', type: 'uuid' }), 'tables[0].columns[0].name', 'reserved_name'],
  ['primary keys', table({ primary_key: true }), 'tables[0].columns[0].primary_key', 'unknown_field'],
];
