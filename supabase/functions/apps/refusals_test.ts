import assert from 'node:assert/strict';
import { fromPostgrest } from '../../../shared/errors.ts';
import { APP, handlerOver, requestOf, type Sent, TODOS } from '../_testing/fake_apps_platform.ts';

/** Requests that are refused before they reach the platform. */
const REFUSED: Array<Sent & { why: string; status: number; code: string; at?: string }> = [
  { why: 'an unknown path', method: 'GET', path: '/apps/57/rows', status: 404, code: 'route_not_found' },
  { why: 'the path of another function', method: 'GET', path: '/app', status: 404, code: 'route_not_found' },
  { why: 'an unsupported method', method: 'PUT', path: '/apps/57', status: 405, code: 'method_not_allowed' },
  { why: 'a preflight request', method: 'OPTIONS', path: '/apps', status: 405, code: 'method_not_allowed' },
  { why: 'a request without the secret key', method: 'GET', path: '/apps', status: 401, code: 'secret_key_required' },
  {
    why: 'an unknown path without the secret key',
    method: 'GET',
    path: '/nope',
    status: 401,
    code: 'secret_key_required',
  },
  { why: 'a request without a body', method: 'POST', path: '/apps', status: 415, code: 'unsupported_media_type' },
  {
    why: 'a truncated JSON body',
    method: 'POST',
    path: '/apps',
    body: '{"name":',
    status: 400,
    code: 'malformed_json',
  },
  { why: 'an array as the body', method: 'POST', path: '/apps', body: [], status: 400, code: 'invalid_type', at: '' },
  {
    why: 'a new app without a name',
    method: 'POST',
    path: '/apps',
    body: {},
    status: 400,
    code: 'missing',
    at: 'name',
  },
  { why: 'a null name', method: 'POST', path: '/apps', body: { name: null }, status: 400, code: 'invalid_type' },
  {
    why: 'the app id 0',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', id: 0 },
    status: 400,
    code: 'invalid_value',
    at: 'id',
  },
  {
    why: 'an unknown field',
    method: 'POST',
    path: '/apps',
    body: { name: 'x', sql: '' },
    status: 400,
    code: 'unknown_field',
  },
  {
    why: 'a field named __proto__',
    method: 'POST',
    path: '/apps',
    body: '{"name":"x","__proto__":{"id":1}}',
    status: 400,
    code: 'unknown_field',
    at: '__proto__',
  },
  {
    why: 'null instead of a list of tables',
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
    why: 'a table nested 100,000 levels deep',
    method: 'POST',
    path: '/apps',
    body: `{"name": "x", "tables": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    status: 400,
    code: 'too_large',
    at: '',
  },
  {
    why: 'a schema change without a spec',
    method: 'POST',
    path: '/apps/57/schema',
    body: {},
    status: 400,
    code: 'missing',
    at: 'spec',
  },
  {
    why: 'a spec sent as a string',
    method: 'POST',
    path: '/apps/57/schema/plan',
    body: { spec: JSON.stringify({ tables: [TODOS] }) },
    status: 400,
    code: 'invalid_type',
    at: 'spec',
  },
  {
    why: 'null instead of a table',
    method: 'PUT',
    path: '/apps/57/tables/todos',
    body: 'null',
    status: 400,
    code: 'invalid_type',
    at: '',
  },
  {
    why: 'GET instead of POST to validate',
    method: 'GET',
    path: '/apps/validate',
    status: 405,
    code: 'method_not_allowed',
  },
  {
    why: 'an app id sent as a string',
    method: 'POST',
    path: '/apps/validate',
    body: { app_id: '57', tables: [] },
    status: 400,
    code: 'invalid_type',
    at: 'app_id',
  },
  {
    why: 'a table sent as a string',
    method: 'POST',
    path: '/apps/57/tables',
    body: JSON.stringify(JSON.stringify(TODOS)),
    status: 400,
    code: 'invalid_type',
    at: '',
  },
  {
    why: 'an app id that is not a number',
    method: 'GET',
    path: '/apps/57;drop',
    status: 400,
    code: 'invalid_value',
    at: 'id',
  },
  {
    why: 'a limit that is not a number',
    method: 'GET',
    path: '/apps?limit=all',
    status: 400,
    code: 'invalid_value',
    at: 'limit',
  },
  { why: 'an unknown filter', method: 'GET', path: '/apps?name=x', status: 400, code: 'unknown_field', at: 'name' },
  {
    why: 'a purge that is neither true nor false',
    method: 'DELETE',
    path: '/apps/57?purge=yes',
    status: 400,
    code: 'invalid_value',
  },
];

for (const { why, status, code, at, ...sent } of REFUSED) {
  Deno.test(`${why} is refused with ${code}`, async () => {
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

Deno.test('the refusal of a method names the allowed methods', async () => {
  const response = await handlerOver(APP).handler(requestOf({ method: 'PUT', path: '/apps/57' }));
  assert.equal(response.headers.get('allow'), 'GET, PATCH, DELETE');
});

for (const announced of [true, false]) {
  Deno.test(`a body over 2 MiB ${announced ? 'with' : 'without'} a content-length is refused`, async () => {
    const body = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
    const headers = announced ? { 'content-length': String(body.length) } : {};
    const { calls, handler } = handlerOver(APP);
    const response = await handler(requestOf({ method: 'POST', path: '/apps', body, headers }));
    assert.equal((await response.json()).error.code, 'body_too_large');
    assert.equal(response.status, 413);
    assert.deepEqual(calls, []);
  });
}

Deno.test('a refusal by the database is passed on', async () => {
  const refusal = fromPostgrest({ code: 'PT409', message: 'Taken', details: 'app_exists', hint: 'Choose another id' });
  const response = await handlerOver(refusal).handler(
    requestOf({ method: 'POST', path: '/apps', body: { name: 'x' } }),
  );
  assert.equal(response.status, 409);
  assert.deepEqual(await response.json(), {
    error: { code: 'app_exists', message: 'Taken', hint: 'Choose another id', sqlstate: 'PT409' },
  });
});

Deno.test('an unexpected error is internal, and only the log gets its cause', async () => {
  const cause = new Error('secret detail');
  const { handler, reports } = handlerOver(cause);
  const response = await handler(requestOf({ method: 'GET', path: '/apps' }));
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.match(text, /"code":"internal"/);
  assert.doesNotMatch(text, /secret detail/);
  assert.deepEqual(reports.map((error) => error.cause), [cause]);
});
