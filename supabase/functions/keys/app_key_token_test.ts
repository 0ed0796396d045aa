import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';
import { signAppKey } from './app_key_token.ts';

const NOW = Math.floor(Date.now() / 1000);
const CLAIMS = { app_id: 57, key_id: 'a key', scopes: ['read', 'write'], iat: NOW, exp: NOW + 60 };
const SECRET: JWK = { kty: 'oct', k: 'c3VwZXItc2VjcmV0LWp3dC10b2tlbi13aXRoLWF0LWxlYXN0LTMyLWNoYXJhY3RlcnM' };

async function withSigningKey(value: string | undefined, test: () => Promise<void>): Promise<void> {
  if (value === undefined) Deno.env.delete('APPSHARD_SIGNING_KEY');
  else Deno.env.set('APPSHARD_SIGNING_KEY', value);
  try {
    await test();
  } finally {
    Deno.env.delete('APPSHARD_SIGNING_KEY');
  }
}

for (const alg of ['ES256', 'RS256'] as const) {
  Deno.test(`the public key of the project verifies a token signed with ${alg}`, async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), alg, kid: 'k1', use: 'sig', key_ops: ['sign'] };
    await withSigningKey(JSON.stringify(jwk), async () => {
      const { payload, protectedHeader } = await jwtVerify(await signAppKey(CLAIMS), publicKey);
      assert.deepEqual(payload, { role: 'app_service', ...CLAIMS, iss: 'appshard' });
      assert.deepEqual(protectedHeader, { alg, typ: 'JWT', kid: 'k1' });
    });
  });
}

Deno.test('the secret of the local stack verifies a token signed with HS256, which has no kid', async () => {
  await withSigningKey(JSON.stringify(SECRET), async () => {
    const secret = new TextEncoder().encode(atob(String(SECRET.k)));
    const { payload, protectedHeader } = await jwtVerify(await signAppKey(CLAIMS), secret);
    assert.equal(payload['role'], 'app_service');
    assert.deepEqual(protectedHeader, { alg: 'HS256', typ: 'JWT' });
  });
});

Deno.test('signing without a valid private key is refused as misconfigured', async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const values = [
    undefined,
    '',
    'not JSON',
    JSON.stringify(await exportJWK(publicKey)),
    JSON.stringify({ kty: 'oct' }),
    JSON.stringify({ kty: 'oct', k: '' }),
    JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: 'AA', x: 'AA' }),
    JSON.stringify({ kty: 'EC', crv: 'P-256', d: 'AA' }),
  ];
  for (const value of values) {
    // In sequence, because the values share one environment variable.
    // deno-lint-ignore no-await-in-loop
    await withSigningKey(value, async () => {
      await assert.rejects(signAppKey(CLAIMS), { status: 500, code: 'misconfigured' });
    });
  }
});
