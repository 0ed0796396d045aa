import assert from 'node:assert/strict';
import { fromPostgrest } from '../../../shared/errors.ts';
import { APP, handlerOver, requestOf, type Sent, TODOS } from '../_testing/fake_apps_platform.ts';

/** Requests that never reach the platform. */
const REFUSED: Array<Sent & { why: string; status: number; code: string; at?: string }> = [
  { why: 'unknown path', method: 'GET', path: '/apps/57/rows', status: 404, code: 'route_not_found' },
  { why: 'another function', method: 'GET', path: '/app', status: 404, code: 'route_not_found' },
  { why: 'unknown method', method: 'PUT', path: '/apps/57', status: 405, code: 'method_not_allowed' },
  { why: 'preflight', method: 'OPTIONS', path: '/apps', status: 405, code: 'method_not_allowed' },
  { why: 'no secret key', method: 'GET', path: '/apps', status: 401, code: 'secret_key_required' },
  { why: 'no secret key, unknown path', method: 'GET', path: '/nope', status: 401, code: 'secret_key_required' },
  { why: 'no body', method: 'POST', path: '/apps', status: 415, code: 'unsupported_media_type' },
  { why: 'half of JSON', method: 'POST', path: '/apps', body: '{"name":', status: 400, code: 'malformed_json' },
  { why: 'an array', method: 'POST', path: '/apps', body: [], status: 400, code: 'invalid_type', at: '' },
  { why: 'no name', method: 'POST', path: '/apps', body: {}, status: 400, code: 'missing', at: 'name' },
  { why: 'a name of null', method: 'POST', path: '/apps', body: { name: null }, status: 400, code: 'invalid_type' },
  {
    why: 'id 0',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', id: 0 },
    status: 400,
    code: 'invalid_value',
    at: 'id',
  },
  {
    why: 'unknown field',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', sql: '' },
    status: 400,
    code: 'unknown_field',
  },
  {
    why: 'an own __proto__',
    method: 'POST',
    path: '/apps',
    body: '{"name":"x","__proto__":{"id":1}}',
    status: 400,
    code: 'unknown_field',
    at: '__proto__',
  },
  {
    why: 'tables of null',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', tables: null },
    status: 400,
    code: 'invalid_type',
    at: 'tables',
  },
  {
    why: 'a string that the database cannot store',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', tables: [TODOS, { name: 'a\u0000', columns: [] }] },
    status: 400,
    code: 'invalid_value',
    at: 'tables[1].name',
  },
  {
    why: 'a table in 100,000 levels',
    method: 'POST',
    path: '/apps',
    body: `{"name": "x", "tables": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    status: 400,
    code: 'too_large',
    at: '',
  },
  { why: 'no spec', method: 'POST', path: '/apps/57/schema', body: {}, status: 400, code: 'missing', at: 'spec' },
  {
    why: 'a spec as text',
    method: 'POST',
    path: '/apps/57/schema/plan',
    body: { spec: JSON.stringify({ tables: [TODOS] }) },
    status: 400,
    code: 'invalid_type',
    at: 'spec',
  },
  {
    why: 'a table of null',
    method: 'PUT',
    path: '/apps/57/tables/todos',
    body: 'null',
    status: 400,
    code: 'invalid_type',
    at: '',
  },
  { why: 'another method', method: 'GET', path: '/apps/validate', status: 405, code: 'method_not_allowed' },
  {
    why: 'an app that is none',
    method: 'POST',
    path: '/apps/validate',
    body: { app_id: '57', tables: [] },
    status: 400,
    code: 'invalid_type',
    at: 'app_id',
  },
  {
    why: 'a table as its own text',
    method: 'POST',
    path: '/apps/57/tables',
    body: JSON.stringify(JSON.stringify(TODOS)),
    status: 400,
    code: 'invalid_type',
    at: '',
  },
  { why: 'an id that is none', method: 'GET', path: '/apps/57;drop', status: 400, code: 'invalid_value', at: 'id' },
  {
    why: 'a limit that is none',
    method: 'GET',
    path: '/apps?limit=all',
    status: 400,
    code: 'invalid_value',
    at: 'limit',
  },
  { why: 'an unknown filter', method: 'GET', path: '/apps?name=x', status: 400, code: 'unknown_field', at: 'name' },
  { why: 'a misspelt purge', method: 'DELETE', path: '/apps/57?purge=yes', status: 400, code: 'invalid_value' },
];

for (const { why, status, code, at, ...sent } of REFUSED) {
  Deno.test(`refused: ${why}`, async () => {
    const { calls, handler } = handlerOver(APP);
    const headers = code === 'secret_key_required' ? { apikey: 'sb_publishable_x' } : {};
    const response = await handler(requestOf({ ...sent, headers }));
    const { error } = await response.json();
    assert.equal(error.code, code);
    assert.equal(response.status, status);
    if (at !== undefined) assert.equal(error.path, at);
    assert.equal(typeof error.message, 'string');
    assert.equal(typeof error.hint, 'string');
    assert.deepEqual(calls, []);
  });
}

Deno.test('a refused method names the allowed ones', async () => {
  const response = await handlerOver(APP).handler(requestOf({ method: 'PUT', path: '/apps/57' }));
  assert.equal(response.headers.get('allow'), 'GET, PATCH, DELETE');
});

for (const announced of [true, false]) {
  Deno.test(`a body over 2 MiB is refused, ${announced ? 'announced' : 'streamed'}`, async () => {
    const body = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
    const headers = announced ? { 'content-length': String(body.length) } : {};
    const { calls, handler } = handlerOver(APP);
    const response = await handler(requestOf({ method: 'POST', path: '/apps', body, headers }));
    assert.equal((await response.json()).error.code, 'body_too_large');
    assert.equal(response.status, 413);
    assert.deepEqual(calls, []);
  });
}

Deno.test('the refusal of the database is handed on', async () => {
  const refusal = fromPostgrest({ code: 'PT409', message: 'Taken', details: 'app_exists', hint: 'Choose another id' });
  const response = await handlerOver(refusal).handler(
    requestOf({ method: 'POST', path: '/apps', body: { name: 'x' } }),
  );
  assert.equal(response.status, 409);
  assert.deepEqual(await response.json(), {
    error: { code: 'app_exists', message: 'Taken', hint: 'Choose another id', sqlstate: 'PT409' },
  });
});

Deno.test('what nobody foresaw is internal: the log has the cause, the caller does not', async () => {
  const cause = new Error('secret detail');
  const { handler, reports } = handlerOver(cause);
  const response = await handler(requestOf({ method: 'GET', path: '/apps' }));
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.match(text, /"code":"internal"/);
  assert.doesNotMatch(text, /secret detail/);
  assert.deepEqual(reports.map((error) => error.cause), [cause]);
});
