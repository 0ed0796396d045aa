import assert from 'node:assert/strict';
import { Answers, handlerOver, requestOf, type Sent, TODOS } from '../_testing/fake_apps_platform.ts';
import { refusal } from '../_testing/fake_rpc.ts';

/** The routes that take a spec, with the function that each calls and the validation of a refused spec. */
const BAD = { name: 'Bad', columns: [{ name: 'a', type: 'nope' }] };
const WITH_SPEC: Array<Sent & { called: string; validation: [name: string, args: unknown] }> = [
  {
    method: 'POST',
    path: '/apps',
    body: { name: 'x', tables: [TODOS, BAD] },
    called: 'create_app',
    validation: ['validate_schema', { spec: { tables: [TODOS, BAD] } }],
  },
  {
    method: 'POST',
    path: '/apps/57/tables',
    body: BAD,
    called: 'create_table',
    validation: ['validate_table', { app_id: 57, spec: BAD }],
  },
  {
    method: 'PUT',
    path: '/apps/57/tables/todos',
    body: BAD,
    called: 'alter_table',
    validation: ['validate_table', { app_id: 57, spec: { ...BAD, renamed_from: 'todos' } }],
  },
  {
    method: 'POST',
    path: '/apps/57/schema/plan',
    body: { spec: { tables: [BAD] } },
    called: 'plan_schema',
    validation: ['validate_schema', { app_id: 57, spec: { tables: [BAD] } }],
  },
  {
    method: 'POST',
    path: '/apps/57/schema',
    body: { spec: { tables: [BAD] }, dry_run: true },
    called: 'apply_schema',
    validation: ['validate_schema', { app_id: 57, spec: { tables: [BAD] } }],
  },
];
const PROBLEMS = [
  { path: 'tables[1].columns[0].type', reason: 'unknown_type', message: 'is not a column type', hint: 'Use another.' },
  { path: 'tables[1].name', reason: 'invalid_name', message: 'must start with a letter', hint: 'Use a-z.' },
];

for (const { called, validation, ...sent } of WITH_SPEC) {
  const name = `${sent.method} ${sent.path}`;

  Deno.test(`${name} returns all problems of a spec that the database refuses`, async () => {
    const answers = { [called]: refusal('22023', 'unknown_type'), [validation[0]]: PROBLEMS };
    const { calls, handler } = handlerOver(new Answers(answers));
    const response = await handler(requestOf(sent));
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {
      error: {
        code: 'unknown_type',
        message: 'Cannot process the request: tables[1].columns[0].type is not a column type',
        hint: 'Correct every problem in the list and send the request again.',
        path: 'tables[1].columns[0].type',
        problems: PROBLEMS,
      },
    });
    assert.deepEqual(calls.slice(1), [validation]);
    assert.equal(calls.length, 2);
  });

  Deno.test(`${name} passes on a refusal that is not about the spec`, async () => {
    const cases = [
      ['22023', 'invalid_argument', 1],
      ['PT404', 'app_not_found', 1],
      ['22023', 'rename_source_missing', 2],
    ] as const;
    for (const [sqlstate, reason, count] of cases) {
      const answers = { [called]: refusal(sqlstate, reason), [validation[0]]: [] };
      const { calls, handler } = handlerOver(new Answers(answers));
      // deno-lint-ignore no-await-in-loop
      const { error } = await (await handler(requestOf(sent))).json();
      assert.deepEqual([error.code, error.sqlstate, error.problems], [reason, sqlstate, undefined]);
      assert.equal(calls.length, count);
    }
  });
}

Deno.test('POST /apps/validate returns the problems of any spec with status 200', async () => {
  const { calls, handler } = handlerOver(PROBLEMS);
  for (
    const [body, args] of [
      [{ tables: [TODOS] }, { spec: { tables: [TODOS] } }],
      [{ app_id: 57, tables: [TODOS] }, { spec: { tables: [TODOS] }, app_id: 57 }],
      [{ tables: 'todos' }, { spec: { tables: 'todos' } }],
      [{}, { spec: {} }],
    ]
  ) {
    // deno-lint-ignore no-await-in-loop
    const response = await handler(requestOf({ method: 'POST', path: '/apps/validate', body }));
    assert.equal(response.status, 200);
    // deno-lint-ignore no-await-in-loop
    assert.deepEqual(await response.json(), { problems: PROBLEMS });
    assert.deepEqual(calls.pop(), ['validate_schema', args]);
  }
});

Deno.test('POST /apps/validate returns unstorable characters as problems without calling the database', async () => {
  const { calls, handler } = handlerOver([]);
  const body = { tables: [{ name: 'a', columns: [{ name: 'b', type: 'text', default: '\ud800', 'c\u0000': 1 }] }] };
  const response = await handler(requestOf({ method: 'POST', path: '/apps/validate', body }));
  const { problems } = await response.json();
  assert.deepEqual(problems.map(({ path, reason }: { path: string; reason: string }) => [path, reason]), [
    ['tables[0].columns[0].default', 'invalid_value'],
    ['tables[0].columns[0].c\u0000', 'invalid_value'],
  ]);
  assert.ok(problems.every(({ message, hint }: { message: string; hint: string }) => message !== '' && hint !== ''));
  assert.deepEqual(calls, []);
});
