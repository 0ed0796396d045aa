import assert from 'node:assert/strict';
import { AppshardError } from '../../../shared/errors.ts';
import { APP, handlerOver, PROJECT, requestOf, type Sent, TODOS } from '../_testing/fake_apps_platform.ts';

const CONNECTION = { url: PROJECT.url, publishable_key: PROJECT.publishableKey, app_id: 57, tables: APP.tables };

/** Each route, what it calls, and what it makes of the answer. */
const ROUTES: Array<Sent & { answer: unknown; call: unknown; status: number; expected: unknown }> = [
  {
    method: 'POST',
    path: '/apps',
    body: { name: 'Todos', id: 57, signup: 'invite', tables: [TODOS] },
    headers: { 'idempotency-key': 'k1' },
    answer: APP,
    call: ['create_app', { name: 'Todos', app_id: 57, signup: 'invite', idempotency_key: 'k1', tables: [TODOS] }],
    status: 201,
    expected: { app: APP, connection: CONNECTION },
  },
  {
    method: 'POST',
    path: '/apps',
    body: { name: 'Todos' },
    answer: APP,
    call: ['create_app', { name: 'Todos' }],
    status: 201,
    expected: { app: APP, connection: CONNECTION },
  },
  {
    method: 'POST',
    path: '/apps/validate',
    body: { app_id: 57, tables: [TODOS] },
    answer: [],
    call: ['validate_schema', { spec: { tables: [TODOS] }, app_id: 57 }],
    status: 200,
    expected: { problems: [] },
  },
  {
    method: 'GET',
    path: '/apps?after=57&limit=10&status=active',
    answer: { apps: [APP], next_after_id: null },
    call: ['list_apps', { page_size: 10, after_id: 57, status: 'active' }],
    status: 200,
    expected: { apps: [APP], next_after_id: null },
  },
  {
    method: 'GET',
    path: '/apps/57',
    answer: APP,
    call: ['get_app', { app_id: 57 }],
    status: 200,
    expected: { app: APP, connection: CONNECTION },
  },
  {
    method: 'PATCH',
    path: '/apps/57',
    body: { signup: 'closed' },
    answer: APP,
    call: ['update_app', { app_id: 57, signup: 'closed' }],
    status: 200,
    expected: { app: APP },
  },
  {
    method: 'DELETE',
    path: '/apps/57',
    answer: APP,
    call: ['delete_app', { app_id: 57 }],
    status: 200,
    expected: { app: APP },
  },
  {
    method: 'POST',
    path: '/apps/57/suspend',
    body: { reason: 'unpaid' },
    answer: APP,
    call: ['suspend_app', { app_id: 57, reason: 'unpaid' }],
    status: 200,
    expected: { app: APP },
  },
  {
    method: 'POST',
    path: '/apps/57/resume',
    answer: APP,
    call: ['resume_app', { app_id: 57 }],
    status: 200,
    expected: { app: APP },
  },
  {
    method: 'POST',
    path: '/apps/57/repair',
    body: { desired: { tables: [TODOS] } },
    answer: { steps: ['created table app_57_todos'] },
    call: ['repair_app', { app_id: 57, desired: { tables: [TODOS] } }],
    status: 200,
    expected: { steps: ['created table app_57_todos'] },
  },
  {
    method: 'GET',
    path: '/apps/57/verify',
    answer: [],
    call: ['verify_app', { app_id: 57 }],
    status: 200,
    expected: { findings: [] },
  },
  {
    method: 'POST',
    path: '/apps/57/tables',
    body: TODOS,
    answer: { full_name: 'app_57_todos' },
    call: ['create_table', { app_id: 57, spec: TODOS }],
    status: 201,
    expected: { table: { full_name: 'app_57_todos' } },
  },
  {
    method: 'GET',
    path: '/apps/57/tables',
    answer: { id: 57, name: 'Todos', tables: [{ name: 'todos' }] },
    call: ['describe_app', { app_id: 57 }],
    status: 200,
    expected: { tables: [{ name: 'todos' }] },
  },
  {
    method: 'GET',
    path: '/apps/57/tables/todos',
    answer: { name: 'todos' },
    call: ['describe_table', { app_id: 57, name: 'todos' }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'DELETE',
    path: '/apps/57/tables/todos',
    answer: { dropped: 'app_57_todos' },
    call: ['drop_table', { app_id: 57, name: 'todos' }],
    status: 200,
    expected: { dropped: 'app_57_todos' },
  },
  {
    method: 'PUT',
    path: '/apps/57/tables/todos?allow_destructive=true&dry_run=false',
    body: TODOS,
    answer: { table: { name: 'todos' } },
    call: ['alter_table', { app_id: 57, spec: TODOS, allow_destructive: true, dry_run: false }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'PUT',
    path: '/apps/57/tables/notes',
    body: TODOS,
    answer: { table: { name: 'todos' } },
    call: ['alter_table', { app_id: 57, spec: { ...TODOS, renamed_from: 'notes' } }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'GET',
    path: '/apps/57/schema',
    answer: { id: 57, tables: [] },
    call: ['describe_app', { app_id: 57 }],
    status: 200,
    expected: { id: 57, tables: [] },
  },
  {
    method: 'POST',
    path: '/apps/57/schema/plan',
    body: { spec: { tables: [TODOS] } },
    answer: { operations: [] },
    call: ['plan_schema', { app_id: 57, spec: { tables: [TODOS] } }],
    status: 200,
    expected: { operations: [] },
  },
  {
    method: 'POST',
    path: '/apps/57/schema',
    body: { spec: { tables: [TODOS] }, expected_fingerprint: 'f', allow_destructive: true, dry_run: true },
    answer: { schema_change: null },
    call: ['apply_schema', {
      app_id: 57,
      spec: { tables: [TODOS] },
      expected_fingerprint: 'f',
      allow_destructive: true,
      dry_run: true,
    }],
    status: 200,
    expected: { schema_change: null },
  },
  {
    method: 'GET',
    path: '/apps/57/schema/changes?limit=5&before=9',
    answer: { schema_changes: [{ id: 8 }], next_before_id: null },
    call: ['list_schema_changes', { app_id: 57, page_size: 5, before_id: 9 }],
    status: 200,
    expected: { schema_changes: [{ id: 8 }], next_before_id: null },
  },
  {
    method: 'POST',
    path: '/apps/57/schema/rollback',
    body: { schema_change_id: 8 },
    answer: { schema_change: { id: 10 } },
    call: ['rollback_schema_change', { app_id: 57, schema_change_id: 8 }],
    status: 200,
    expected: { schema_change: { id: 10 } },
  },
  {
    method: 'GET',
    path: '/apps/57/dropped',
    answer: [{ id: 3 }],
    call: ['list_dropped', { app_id: 57 }],
    status: 200,
    expected: { dropped: [{ id: 3 }] },
  },
  {
    method: 'POST',
    path: '/apps/57/dropped/3/restore',
    answer: { schema_change: { id: 11 } },
    call: ['restore_dropped', { app_id: 57, dropped_id: 3 }],
    status: 200,
    expected: { schema_change: { id: 11 } },
  },
];

for (const { answer, call, status, expected, ...sent } of ROUTES) {
  for (const base of ['http://127.0.0.1:54321/functions/v1', 'https://project.example.test']) {
    Deno.test(`${sent.method} ${base}${sent.path} calls ${JSON.stringify(call)}`, async () => {
      const { calls, handler } = handlerOver(answer);
      const response = await handler(requestOf({ ...sent, base }));
      assert.deepEqual(await response.json(), expected);
      assert.equal(response.status, status);
      assert.deepEqual(calls, [call]);
    });
  }
}

for (
  const [path, name, type] of [
    ['/apps/57/standards', 'app_standards', 'text/markdown; charset=utf-8'],
    ['/apps/57/types', 'typescript_types', 'text/plain; charset=utf-8'],
  ] as const
) {
  Deno.test(`GET ${path} answers the text as ${type}`, async () => {
    const { calls, handler } = handlerOver('# “x”\n');
    const response = await handler(requestOf({ method: 'GET', path }));
    assert.equal(await response.text(), '# “x”\n');
    assert.deepEqual([response.status, response.headers.get('content-type')?.toLowerCase()], [200, type]);
    assert.deepEqual(calls, [[name, { app_id: 57 }]]);
  });

  Deno.test(`GET ${path} tells as JSON why there is no text`, async () => {
    const refusal = new AppshardError({ status: 404, code: 'app_not_found', message: 'No', hint: 'List them' });
    const response = await handlerOver(refusal).handler(requestOf({ method: 'GET', path }));
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { error: { code: 'app_not_found', message: 'No', hint: 'List them' } });
  });
}

Deno.test('DELETE ?purge=true deletes, then purges', async () => {
  const { calls, handler } = handlerOver({ id: 57, purged: true });
  const response = await handler(requestOf({ method: 'DELETE', path: '/apps/57?purge=true' }));
  assert.deepEqual(await response.json(), { id: 57, purged: true });
  assert.deepEqual(calls, [['delete_app', { app_id: 57 }], ['purge_app', { app_id: 57 }]]);
});

Deno.test('a table may reference what only the database knows', async () => {
  const body = { name: 'a', columns: [{ name: 'b', type: 'uuid', references: { table: 'lists' } }] };
  const response = await handlerOver({}).handler(requestOf({ method: 'POST', path: '/apps/57/tables', body }));
  assert.equal(response.status, 201);
  await response.body?.cancel();
});
