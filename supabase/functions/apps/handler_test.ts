import assert from 'node:assert/strict';
import { AppshardError } from '../../../shared/errors.ts';
import { APP, handlerOver, PROJECT, requestOf, TODOS } from '../_testing/fake_apps_platform.ts';
import { testRoutes } from '../_testing/route_tests.ts';

const CONNECTION = { url: PROJECT.url, publishable_key: PROJECT.publishableKey, app_id: 57, tables: APP.tables };

testRoutes([
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
]);

for (
  const [path, name, type] of [
    ['/apps/57/standards', 'app_standards', 'text/markdown; charset=utf-8'],
    ['/apps/57/types', 'typescript_types', 'text/plain; charset=utf-8'],
  ] as const
) {
  Deno.test(`GET ${path} returns the text as ${type}`, async () => {
    const { calls, handler } = handlerOver('# “x”\n');
    const response = await handler(requestOf({ method: 'GET', path }));
    assert.equal(await response.text(), '# “x”\n');
    assert.deepEqual([response.status, response.headers.get('content-type')?.toLowerCase()], [200, type]);
    assert.deepEqual(calls, [[name, { app_id: 57 }]]);
  });

  Deno.test(`GET ${path} returns an error as JSON`, async () => {
    const refusal = new AppshardError({ status: 404, code: 'app_not_found', message: 'No', hint: 'List them.' });
    const response = await handlerOver(refusal).handler(requestOf({ method: 'GET', path }));
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { error: { code: 'app_not_found', message: 'No', hint: 'List them.' } });
  });
}

Deno.test('DELETE /apps/:id?purge=true deletes the app, then purges it', async () => {
  const { calls, handler } = handlerOver({ id: 57, purged: true });
  const response = await handler(requestOf({ method: 'DELETE', path: '/apps/57?purge=true' }));
  assert.deepEqual(await response.json(), { id: 57, purged: true });
  assert.deepEqual(calls, [['delete_app', { app_id: 57 }], ['purge_app', { app_id: 57 }]]);
});
