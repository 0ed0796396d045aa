import { resolveEnv } from '@supabase/server/core';
import { createRemoteJWKSet, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from './platform_rpc.ts';
import { tokenHash } from './token_hash.ts';

/** A key of an app's own server side, as the token and the database agree on it. */
export interface AppKey {
  appId: number;
  keyId: string;
  scopes: readonly string[];
}

/** The kind of key that each algorithm is for: no token may choose to be checked with another kind. */
const KEY_TYPES: Readonly<Record<string, string>> = { HS256: 'oct', ES256: 'EC', RS256: 'RSA' };

const claims = z.looseObject({
  role: z.literal('app_service'),
  app_id: z.int().positive(),
  key_id: z.string(),
  scopes: z.array(z.string()),
});
const found = z.looseObject({ key_id: z.string(), app_id: z.int(), scopes: z.array(z.string()) });

/**
 * The app key that a request presents. The signature and the claims are checked here; the database then says by the hash
 * of the whole token whether the key is good still, and what it may do.
 *
 * @throws AppshardError 401 app_key_refused, and what the platform throws
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
    const fitting = (keys?.keys ?? []).filter((key) =>
      key.kty === KEY_TYPES[alg] && (kid === undefined || key['kid'] === undefined || key['kid'] === kid)
    );
    const outcomes = await Promise.allSettled(fitting.map((key) => verify(token, key as JWK, alg, options)));
    const good = outcomes.find((outcome) => outcome.status === 'fulfilled');
    if (good === undefined) throw new Error('No key of the project fits the signature', { cause: outcomes });
    return good.value;
  } catch (cause) {
    throw refused(cause);
  }
}

/** One set of keys for each address: it remembers what it has fetched. */
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
    message: 'The app key is not accepted',
    hint: 'Make a new key, and check that the app is active.',
  }, { cause });
}
