// Answers of a model that are not valid specs. The tests of the function assume the problems that are listed here;
// tests/db/model_answers.test.ts proves that the database finds them.

export const INJECTION = "x'); drop table platform.apps; --";

function table(column: object, more: object = {}) {
  return {
    explanation: '',
    tables: [{ name: 'todos', columns: [{ name: 'title', type: 'text', ...column }], ...more }],
  };
}

/** Attempts to smuggle SQL into a spec, each with the problem that the database finds. */
export const ATTACKS: ReadonlyArray<[why: string, answer: object, path: string, reason: string]> = [
  ['SQL in a table name', table({}, { name: INJECTION }), 'tables[0].name', 'invalid_name'],
  ['a quote in a table name', table({}, { name: 'todos" cascade' }), 'tables[0].name', 'invalid_name'],
  ['a schema in a table name', table({}, { name: 'auth.users' }), 'tables[0].name', 'invalid_name'],
  ['SQL in a column name', table({ name: INJECTION }), 'tables[0].columns[0].name', 'invalid_name'],
  ['SQL in a type', table({ type: 'text default now()' }), 'tables[0].columns[0].type', 'unknown_type'],
  [
    'an SQL call as a default',
    table({ type: 'timestamptz', default: 'now()' }),
    'tables[0].columns[0].default',
    'invalid_default',
  ],
  [
    'an unlisted function as a default',
    table({ type: 'uuid', default: { function: 'pg_sleep(9)' } }),
    'tables[0].columns[0].default',
    'invalid_default',
  ],
  ['an SQL default', table({ default: { sql: 'select 1' } }), 'tables[0].columns[0].default', 'invalid_default'],
  ['an SQL check', table({ check: INJECTION }), 'tables[0].columns[0].check', 'unknown_field'],
  ['an SQL policy', table({}, { policies: ['using (true)'] }), 'tables[0].policies', 'unknown_field'],
  ['the id of another app', { ...table({}), app_id: 58 }, 'app_id', 'unknown_field'],
  ['an SQL statement', { ...table({}), sql: 'drop table app_58_todos' }, 'sql', 'unknown_field'],
  ['SQL in a scope', table({}, { scope: 'shared; grant all' }), 'tables[0].scope', 'invalid_value'],
  [
    'an enum label with a control character',
    table({ type: 'enum', values: ['a\u0001b'] }),
    'tables[0].columns[0].values[0]',
    'invalid_value',
  ],
  [
    'an expression in an index',
    table({}, { indexes: [{ columns: ['lower(title)'] }] }),
    'tables[0].indexes[0].columns[0]',
    'unknown_column',
  ],
  [
    'a reference to a table of another app',
    table({ name: 'a_id', type: 'uuid', references: { table: 'app_58_users' } }),
    'tables[0].columns[0].references.table',
    'unknown_table',
  ],
  [
    'a reference to auth.users',
    table({ name: 'a_id', type: 'uuid', references: { table: 'auth.users' } }),
    'tables[0].columns[0].references.table',
    'unknown_table',
  ],
  [
    'SQL in a reference action',
    table({ name: 'a_id', type: 'uuid', references: { table: 'todos', on_delete: 'cascade; drop' } }),
    'tables[0].columns[0].references.on_delete',
    'invalid_value',
  ],
];

const TODOS = { name: 'todos', scope: 'private', columns: [{ name: 'title', type: 'text', required: true }] };

/** Honest mistakes, each with the problem that the database finds. */
export const MISTAKES: ReadonlyArray<[why: string, answer: object, path: string, reason: string]> = [
  ['a spec without tables', { tables: [] }, 'tables', 'invalid_value'],
  ['a spec inside another object', { spec: { tables: [TODOS] } }, 'tables', 'missing'],
  ['an object of tables instead of a list', { tables: { todos: TODOS } }, 'tables', 'invalid_type'],
  [
    'a spec of the users table',
    { tables: [TODOS, { name: 'users', columns: [{ name: 'age', type: 'integer' }] }] },
    'tables[1].name',
    'reserved_name',
  ],
  ['a spec of a standard column', table({ name: 'id', type: 'uuid' }), 'tables[0].columns[0].name', 'reserved_name'],
  ['a spec of a primary key', table({ primary_key: true }), 'tables[0].columns[0].primary_key', 'unknown_field'],
];
