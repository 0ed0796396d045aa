import assert from 'node:assert/strict';
import { AppshardError, fromPostgrest } from '../../../shared/errors.ts';
import { tokenHash } from '../_shared/token_hash.ts';
import type { AppKeyClaims } from './app_key_token.ts';
import { createHandler } from './handler.ts';

const URL_OF_KEYS = 'https://project.example.test/keys';
const KEY_ID = '11111111-2222-4333-8444-555555555555';
const REGISTERED = { key_id: KEY_ID, app_id: 57, name: 'Import', scopes: ['read'] };

/** Returns the handler over a platform whose functions all return `answer`, or throw it if it is an Error. */
function handlerOver(answer: unknown) {
  const calls: Array<[string, Record<string, unknown>]> = [];
  const signed: AppKeyClaims[] = [];
  const handler = createHandler({
    openPlatform: (request) => {
      if (request.headers.get('apikey') !== 'sb_secret_x') {
        throw new AppshardError({ status: 401, code: 'secret_key_required', message: 'No', hint: 'Use it' });
      }
      return Promise.resolve((name, args) => {
        calls.push([name, JSON.parse(JSON.stringify(args))]);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
    },
    sign: (claims) => {
      signed.push(claims);
      return Promise.resolve(`token of ${claims.key_id}`);
    },
    report: () => {},
  });
  return {
    calls,
    signed,
    send: async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await handler(
        new Request(URL_OF_KEYS + path, {
          method,
          headers: { apikey: 'sb_secret_x', 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      return { response, answer: await response.json() };
    },
  };
}

Deno.test('POST /keys signs a token, registers its hash and returns the token once', async () => {
  const { calls, signed, send } = handlerOver(REGISTERED);
  const before = Math.floor(Date.now() / 1000);
  const { response, answer } = await send('POST', '', { app_id: 57, name: 'Import', scopes: ['read'] });
  const [claims] = signed;
  assert(claims !== undefined);
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.deepEqual(answer, { key: `token of ${claims.key_id}`, ...REGISTERED });
  assert.deepEqual(calls, [['create_app_key', {
    app_id: 57,
    scopes: ['read'],
    expires_at: new Date(claims.exp * 1000).toISOString(),
    name: 'Import',
    key_id: claims.key_id,
    token_hash: await tokenHash(`token of ${claims.key_id}`),
  }]]);
  assert.equal(JSON.stringify(calls).includes('token of'), false);
  assert(claims.iat >= before && claims.iat <= before + 5);
  assert.equal(claims.exp - claims.iat, 365 * 24 * 60 * 60);
  assert.deepEqual([claims.app_id, claims.scopes], [57, ['read']]);
});

Deno.test('every key has its own id', async () => {
  const { signed, send } = handlerOver(REGISTERED);
  const body = { app_id: 57, name: 'Import', scopes: ['read'] };
  await Promise.all([send('POST', '', body), send('POST', '', body)]);
  assert.notEqual(signed[0]?.key_id, signed[1]?.key_id);
});

Deno.test('the token and the database get the same expiry, in whole seconds', async () => {
  const { calls, signed, send } = handlerOver(REGISTERED);
  const expires_at = '2030-01-01T02:00:00.900+02:00';
  await send('POST', '', { app_id: 57, name: 'Import', scopes: ['read', 'write'], expires_at });
  assert.equal(signed[0]?.exp, Date.UTC(2030, 0, 1) / 1000);
  assert.equal(calls[0]?.[1]['expires_at'], '2030-01-01T00:00:00.000Z');
});

Deno.test('GET /keys lists the keys of an app in pages', async () => {
  const { calls, send } = handlerOver({ keys: [REGISTERED], next_after_id: null });
  const { answer } = await send('GET', '?app_id=57');
  assert.deepEqual(answer, { keys: [REGISTERED], next_after_id: null });
  await send('GET', `?app_id=57&limit=2&after=${KEY_ID}`);
  assert.deepEqual(calls, [
    ['list_app_keys', { app_id: 57 }],
    ['list_app_keys', { app_id: 57, page_size: 2, after_id: KEY_ID }],
  ]);
});

Deno.test('DELETE /keys/:id revokes a key', async () => {
  const revoked = { ...REGISTERED, revoked_at: '2026-11-20T00:00:00Z' };
  const { calls, send } = handlerOver(revoked);
  const { response, answer } = await send('DELETE', `/${KEY_ID}`);
  assert.equal(response.status, 200);
  assert.deepEqual(answer, revoked);
  assert.deepEqual(calls, [['revoke_app_key', { key_id: KEY_ID }]]);
});

const GOOD = { app_id: 57, name: 'Import', scopes: ['read'] };
const REFUSED: Array<[why: string, method: string, path: string, body: unknown, status: number, code: string]> = [
  ['a new key without an app id', 'POST', '', { ...GOOD, app_id: undefined }, 400, 'missing'],
  ['the app id 0', 'POST', '', { ...GOOD, app_id: 0 }, 400, 'invalid_value'],
  ['an app id sent as a string', 'POST', '', { ...GOOD, app_id: '57' }, 400, 'invalid_type'],
  ['a new key without a name', 'POST', '', { ...GOOD, name: undefined }, 400, 'missing'],
  ['a new key without scopes', 'POST', '', { ...GOOD, scopes: undefined }, 400, 'missing'],
  ['scopes sent as a string', 'POST', '', { ...GOOD, scopes: 'read' }, 400, 'invalid_type'],
  ['an expiry that is not a date', 'POST', '', { ...GOOD, expires_at: 'tomorrow' }, 400, 'invalid_value'],
  ['an expiry without a time zone', 'POST', '', { ...GOOD, expires_at: '2030-01-01T00:00:00' }, 400, 'invalid_value'],
  ['a key_id chosen by the caller', 'POST', '', { ...GOOD, key_id: KEY_ID }, 400, 'unknown_field'],
  ['a token_hash chosen by the caller', 'POST', '', { ...GOOD, token_hash: 'x' }, 400, 'unknown_field'],
  ['a list without an app id', 'GET', '', undefined, 400, 'missing'],
  ['a page after an invalid key id', 'GET', '?app_id=57&after=x', undefined, 400, 'invalid_value'],
  ['a key id that is not a UUID', 'DELETE', '/57', undefined, 400, 'invalid_value'],
  ['DELETE without a key id', 'DELETE', '', undefined, 405, 'method_not_allowed'],
  ['GET of one key', 'GET', `/${KEY_ID}`, undefined, 405, 'method_not_allowed'],
  ['an unknown path', 'GET', `/${KEY_ID}/x`, undefined, 404, 'route_not_found'],
];

for (const [why, method, path, body, status, code] of REFUSED) {
  Deno.test(`${why} is refused with ${code}`, async () => {
    const { calls, signed, send } = handlerOver(REGISTERED);
    const { response, answer } = await send(method, path, body);
    assert.equal(answer.error.code, code);
    assert.equal(response.status, status);
    assert.deepEqual([calls, signed], [[], []]);
  });
}

Deno.test('a request with a publishable key and an app key is refused', async () => {
  const { calls, signed, send } = handlerOver(REGISTERED);
  const headers = { apikey: 'sb_publishable_x', authorization: 'Bearer token' };
  const { response, answer } = await send('POST', '', GOOD, headers);
  assert.deepEqual([response.status, answer.error.code], [401, 'secret_key_required']);
  assert.deepEqual([calls, signed], [[], []]);
});

Deno.test('a key that the database refuses is not returned', async () => {
  const refusal = fromPostgrest({ code: 'PT404', message: 'No app', details: 'app_not_found', hint: 'Check it' });
  const { response, answer } = await handlerOver(refusal).send('POST', '', GOOD);
  assert.equal(response.status, 404);
  assert.deepEqual(answer, {
    error: { code: 'app_not_found', message: 'No app', hint: 'Check it', sqlstate: 'PT404' },
  });
});
