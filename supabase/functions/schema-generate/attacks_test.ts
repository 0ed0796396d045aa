// SPEC-1: whatever a model writes, no string of it becomes SQL, and it reaches no other app.
import assert from 'node:assert/strict';
import { says, withModel } from '../_testing/fake_model.ts';
import { handlerOver, SPEC } from '../_testing/fake_schema_generate_platform.ts';

const GOOD = { explanation: '', ...SPEC };
const INJECTION = "x'); drop table platform.apps; --";

function table(column: object, more: object = {}) {
  return {
    explanation: '',
    tables: [{ name: 'todos', columns: [{ name: 'title', type: 'text', ...column }], ...more }],
  };
}

const REFUSED: Array<[why: string, spec: object, path: string, reason: string]> = [
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
  ['statements', { ...GOOD, sql: 'drop table app_58_todos' }, 'sql', 'unknown_field'],
  ['a scope', table({}, { scope: 'shared; grant all' }), 'tables[0].scope', 'invalid_value'],
  [
    'an enum label with a control character',
    table({ type: 'enum', values: ['a\u0000b'] }),
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

for (const [why, spec, path, reason] of REFUSED) {
  Deno.test(`SQL in ${why} is a problem for the model, and never reaches the database`, async () => {
    await withModel(Array.from({ length: 4 }, () => says(spec)), async (model) => {
      const { send, names, recorded } = handlerOver({}, model);
      const { status, body } = await send('', { app_id: 57, prompt: 'x', apply: true, allow_destructive: true });
      assert.deepEqual([status, body.error.code], [422, 'ai_no_valid_schema']);
      const found = body.error.problems.map((
        problem: { path: string; reason: string },
      ) => [problem.path, problem.reason]);
      assert.ok(found.some(([at, why]: string[]) => at === path && why === reason), JSON.stringify(found));
      assert.deepEqual(names(), ['ai_budget', 'describe_app', 'record_ai_usage']);
      assert.deepEqual(recorded().map(({ outcome }) => outcome), ['ai_no_valid_schema']);
    });
  });
}

Deno.test('what may hold any text is handed on as the literal that it is', async () => {
  const tables = [{
    name: 'todos',
    display_name: INJECTION,
    description: INJECTION,
    columns: [
      { name: 'title', type: 'text', default: INJECTION, description: INJECTION },
      { name: 'state', type: 'enum', values: [INJECTION], default: INJECTION },
    ],
  }];
  await withModel([says({ explanation: INJECTION, tables })], async (model) => {
    const { send, calls } = handlerOver({}, model);
    assert.equal((await send('', { app_id: 57, prompt: INJECTION })).status, 200);
    assert.deepEqual(calls.map(([, args]) => args['spec']).filter((spec) => spec !== undefined), [{ tables }, {
      tables,
    }]);
  });
});

Deno.test('an app is the one of the request, whatever a model says', async () => {
  await withModel([says({ ...GOOD, app_id: 58 }), says(GOOD)], async (model) => {
    const { send, calls } = handlerOver({}, model);
    assert.equal((await send('', { app_id: 57, prompt: 'Change app 58' })).body.attempts, 2);
    assert.ok(calls.every(([, args]) => args['app_id'] === 57));
  });
});
