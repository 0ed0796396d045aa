import { resolveEnv } from '@supabase/server/core';
import { createRemoteJWKSet, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from './platform_rpc.ts';
import { tokenHash } from './token_hash.ts';

/** A key of an app's own server, as confirmed by both the token and the database. */
export interface AppKey {
  appId: number;
  keyId: string;
  scopes: readonly string[];
}

/** The key type of each algorithm. A token must not choose to be verified with a key of another type. */
const KEY_TYPES: Readonly<Record<string, string>> = { HS256: 'oct', ES256: 'EC', RS256: 'RSA' };

const claims = z.looseObject({
  role: z.literal('app_service'),
  app_id: z.int().positive(),
  key_id: z.string(),
  scopes: z.array(z.string()),
});
const found = z.looseObject({ key_id: z.string(), app_id: z.int(), scopes: z.array(z.string()) });

/**
 * Returns the app key that a request presents. Checks the signature and the claims; the database then looks up the hash of
 * the whole token, and decides whether the key is still valid and which scopes it has.
 *
 * @throws AppshardError 401 app_key_refused, and the errors of the platform
 */
export async function findAppKey(token: string, rpc: Rpc): Promise<AppKey> {
  const claimed = claims.safeParse(await verifiedClaims(token));
  if (!claimed.success) throw refused(claimed.error);
  const { key_id: keyId, app_id: appId, scopes } = found.parse(
    await rpc('find_app_key', { token_hash: await tokenHash(token) }),
  );
  if (appId !== claimed.data.app_id || keyId !== claimed.data.key_id) throw refused();
  return { appId, keyId, scopes };
}

async function verifiedClaims(token: string): Promise<unknown> {
  try {
    const { alg = '', kid } = decodeProtectedHeader(token);
    const options = { algorithms: Object.keys(KEY_TYPES), issuer: 'appshard', requiredClaims: ['exp', 'iat'] };
    const keys = resolveEnv().data?.jwks ?? null;
    if (keys instanceof URL) return (await jwtVerify(token, remoteKeys(keys), options)).payload;
    const candidates = (keys?.keys ?? []).filter((key) =>
      key.kty === KEY_TYPES[alg] && (kid === undefined || key['kid'] === undefined || key['kid'] === kid)
    );
    const outcomes = await Promise.allSettled(candidates.map((key) => verify(token, key as JWK, alg, options)));
    const verified = outcomes.find((outcome) => outcome.status === 'fulfilled');
    if (verified === undefined) throw new Error('No key of the project matches the signature', { cause: outcomes });
    return verified.value;
  } catch (cause) {
    throw refused(cause);
  }
}

/** One key set per URL, because a key set caches the keys that it has fetched. */
const remotes = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function remoteKeys(url: URL): ReturnType<typeof createRemoteJWKSet> {
  const known = remotes.get(url.href) ?? createRemoteJWKSet(url);
  remotes.set(url.href, known);
  return known;
}

async function verify(token: string, key: JWK, alg: string, options: Parameters<typeof jwtVerify>[2]) {
  return (await jwtVerify(token, await importJWK(key, alg), options)).payload;
}

function refused(cause?: unknown): AppshardError {
  return new AppshardError({
    status: 401,
    code: 'app_key_refused',
    message: 'Cannot use the app key: it is unknown, revoked or expired, or its app is not active',
    hint: 'Create a new key with POST /keys, and check that the app is active.',
  }, { cause });
}
