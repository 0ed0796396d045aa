import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { asApp, openSqlPlatform } from './caller.ts';

const SECRET = 'sb_secret_x';
const HMAC = new TextEncoder().encode('a secret of thirty-two bytes and more');
const CLAIMS = { role: 'app_service', app_id: 57, key_id: 'k1', scopes: ['read', 'write'] };
const KEY = { key_id: 'k1', app_id: 57, scopes: ['read', 'write'], name: 'server' };

const es256 = await generateKeyPair('ES256', { extractable: true });
const stranger = await generateKeyPair('ES256');
const JWKS = {
  keys: [
    {
      kty: 'oct',
      alg: 'HS256',
      k: btoa(String.fromCharCode(...HMAC)).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_'),
    },
    { ...await exportJWK(es256.publicKey), alg: 'ES256', kid: 'es' },
  ],
};

interface Signing {
  alg?: string;
  kid?: string;
  key?: CryptoKey | Uint8Array;
  issuer?: string;
  expires?: string;
}

function sign(
  claims: JWTPayload,
  { alg = 'HS256', kid, key = HMAC, issuer = 'appshard', expires = '1h' }: Signing = {},
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
}

/** Runs `test` with a Data API that responds to find_app_key with `found`, and to any other call with its arguments. */
async function withPlatform(found: Response, test: (hashes: unknown[]) => Promise<void>): Promise<void> {
  const hashes: unknown[] = [];
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, async (request) => {
    const args = await request.json();
    if (!request.url.endsWith('/find_app_key')) return Response.json({ args, key: request.headers.get('apikey') });
    hashes.push(args.token_hash);
    return found.clone();
  });
  const environment = {
    SUPABASE_URL: `http://127.0.0.1:${server.addr.port}`,
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: SECRET }),
    SUPABASE_JWKS: JSON.stringify(JWKS),
  };
  for (const [name, value] of Object.entries(environment)) Deno.env.set(name, value);
  try {
    await test(hashes);
  } finally {
    await server.shutdown();
    for (const name of Object.keys(environment)) Deno.env.delete(name);
  }
}

function requestWith(headers: Record<string, string>): Request {
  return new Request('http://127.0.0.1/sql', { headers });
}

const bearer = (token: string) => requestWith({ apikey: 'sb_publishable_x', authorization: `Bearer ${token}` });

Deno.test('the secret key reaches every app', async () => {
  await withPlatform(Response.json(KEY), async (hashes) => {
    const rpc = await openSqlPlatform(requestWith({ apikey: SECRET, authorization: `Bearer ${SECRET}` }));
    assert.deepEqual(await rpc('exec_sql', { app_id: 58 }), { args: { app_id: 58 }, key: SECRET });
    assert.deepEqual(hashes, []);
  });
});

for (
  const signing of [{}, { alg: 'ES256', kid: 'es', key: es256.privateKey }, { alg: 'ES256', key: es256.privateKey }]
) {
  const signer = `${signing.alg ?? 'HS256'} ${signing.kid === undefined ? 'without' : 'with'} a kid`;
  Deno.test(`an app key signed with ${signer} reaches its app`, async () => {
    await withPlatform(Response.json(KEY), async (hashes) => {
      const token = await sign(CLAIMS, signing);
      const rpc = await openSqlPlatform(bearer(token));
      assert.deepEqual(await rpc('exec_sql', { app_id: 57 }), {
        args: { app_id: 57, options: { actor: { app_key: 'k1' } } },
        key: SECRET,
      });
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
      assert.deepEqual(hashes, [
        Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(''),
      ]);
      await assert.rejects(rpc('exec_sql', { app_id: 58 }), { status: 403, code: 'other_app' });
    });
  });
}

const REFUSED: Array<[why: string, token: () => Promise<string>]> = [
  ['a key signed by a stranger', () => sign(CLAIMS, { alg: 'ES256', kid: 'es', key: stranger.privateKey })],
  ['a key signed with another secret', () => sign(CLAIMS, { key: new TextEncoder().encode('x'.repeat(40)) })],
  ['a key with an unknown kid', () => sign(CLAIMS, { alg: 'ES256', kid: 'other', key: es256.privateKey })],
  ['a key from another issuer', () => sign(CLAIMS, { issuer: 'supabase' })],
  ['an expired key', () => sign(CLAIMS, { expires: '-1h' })],
  ['the token of a user', () => sign({ ...CLAIMS, role: 'authenticated' })],
  ['the token of the service role', () => sign({ ...CLAIMS, role: 'service_role' })],
  ['a key without an app', () => sign({ role: 'app_service', key_id: 'k1', scopes: [] })],
  ['a key with an app id as a string', () => sign({ ...CLAIMS, app_id: '57' })],
  [
    'an unsigned key',
    () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(CLAIMS))}.x`.replace(/=/g, '')),
  ],
  ['a key with replaced claims', async () => (await sign(CLAIMS)).replace(/\.[^.]*\./, '.e30.')],
];

for (const [why, token] of REFUSED) {
  Deno.test(`${why} is refused before the database is asked`, async () => {
    await withPlatform(Response.json(KEY), async (hashes) => {
      await assert.rejects(openSqlPlatform(bearer(await token())), { status: 401, code: 'app_key_refused' });
      assert.deepEqual(hashes, []);
    });
  });
}

Deno.test('a token signed with the public key as an HS256 secret is refused', async () => {
  await withPlatform(Response.json(KEY), async () => {
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(es256.publicKey)));
    await assert.rejects(openSqlPlatform(bearer(await sign(CLAIMS, { kid: 'es', key: secret }))), {
      code: 'app_key_refused',
    });
  });
});

for (const other of [{ ...KEY, app_id: 58 }, { ...KEY, key_id: 'k2' }]) {
  Deno.test(`a token is refused if the database finds app ${other.app_id} and key ${other.key_id} for it`, async () => {
    await withPlatform(Response.json(other), async () => {
      await assert.rejects(openSqlPlatform(bearer(await sign(CLAIMS))), { status: 401, code: 'app_key_refused' });
    });
  });
}

Deno.test('a key that the database refuses is refused', async () => {
  const message = 'Cannot use the app key: it is unknown, revoked or expired, or its app is not active';
  const refusal = { code: 'PT401', message, details: 'app_key_refused', hint: 'Create a new key.' };
  await withPlatform(Response.json(refusal, { status: 401 }), async () => {
    await assert.rejects(openSqlPlatform(bearer(await sign(CLAIMS))), { status: 401, code: 'app_key_refused' });
  });
});

for (
  const headers of [
    {},
    { apikey: 'sb_publishable_x' },
    { authorization: `Bearer ${SECRET}` },
    { apikey: 'sb_secret_y', authorization: 'Basic a.b.c' },
  ]
) {
  Deno.test(`a request with the headers ${JSON.stringify(headers)} is refused for lack of a key`, async () => {
    await withPlatform(Response.json(KEY), async () => {
      await assert.rejects(openSqlPlatform(requestWith({ ...headers })), { status: 401, code: 'key_required' });
    });
  });
}

Deno.test('a key without the scope write only runs SQL with read_only', async () => {
  const calls: unknown[] = [];
  const key = { appId: 57, keyId: 'k1', scopes: ['read'] };
  const rpc = asApp(key, (name, args) => Promise.resolve(calls.push([name, args])));
  await rpc('exec_sql', { app_id: 57, sql: 'x', options: { read_only: false, max_rows: 1 } });
  await rpc('exec_sql', { app_id: 57, sql: 'x' });
  await rpc('sql_history', { app_id: 57 });
  await rpc('record_refusal', { app_id: 57, sql: 'x', reason: 'timed_out', actor: { app_key: 'k2' } });
  const actor = { app_key: 'k1' };
  assert.deepEqual(calls, [
    ['exec_sql', { app_id: 57, sql: 'x', options: { read_only: true, max_rows: 1, actor } }],
    ['exec_sql', { app_id: 57, sql: 'x', options: { read_only: true, actor } }],
    ['sql_history', { app_id: 57 }],
    ['record_refusal', { app_id: 57, sql: 'x', reason: 'timed_out', actor }],
  ]);
});

Deno.test('the actor of a call is its key, whatever the caller sends', async () => {
  const calls: unknown[] = [];
  const key = { appId: 57, keyId: 'k1', scopes: ['read', 'write'] };
  const rpc = asApp(key, (name, args) => Promise.resolve(calls.push([name, args])));
  await rpc('exec_sql', { app_id: 57, sql: 'x', options: { actor: { app_key: 'k2' }, dry_run: true } });
  assert.deepEqual(calls, [
    ['exec_sql', { app_id: 57, sql: 'x', options: { dry_run: true, actor: { app_key: 'k1' } } }],
  ]);
});

Deno.test('an app key cannot call other platform functions', async () => {
  const rpc = asApp({ appId: 57, keyId: 'k1', scopes: ['read', 'write'] }, () => Promise.resolve());
  const names = ['purge_app', 'create_app_key', 'find_app_key', 'add_member'];
  const refused = { status: 403, code: 'other_app' };
  await Promise.all(names.map((name) => assert.rejects(rpc(name, { app_id: 57 }), refused)));
  await assert.rejects(rpc('exec_sql', { app_id: '57' }), refused);
});
