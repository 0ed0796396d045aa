import { importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';

/** The claims in the token of an app key. The database decides by `key_id` and `app_id`; `scopes` only informs the holder. */
export interface AppKeyClaims {
  app_id: number;
  key_id: string;
  scopes: readonly string[];
  /** Seconds since 1970. */
  iat: number;
  exp: number;
}

const parameter = z.string().min(1);
/** The private keys that a project can have as its signing key. Each key type has one algorithm. */
const signingKey = z.discriminatedUnion('kty', [
  z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), d: parameter }),
  z.looseObject({ kty: z.literal('RSA'), d: parameter }),
  z.looseObject({ kty: z.literal('oct'), k: parameter }),
]);
const ALGORITHMS = { EC: 'ES256', RSA: 'RS256', oct: 'HS256' } as const;

/**
 * Signs the token of an app key with the project's signing key, so that the Data API accepts it like a token from Auth.
 *
 * @throws AppshardError 500 misconfigured
 */
export async function signAppKey(claims: AppKeyClaims): Promise<string> {
  try {
    const jwk = signingKey.parse(JSON.parse(Deno.env.get('APPSHARD_SIGNING_KEY') ?? ''));
    const alg = ALGORITHMS[jwk.kty];
    const { kid } = z.looseObject({ kid: parameter.optional() }).parse(jwk);
    return await new SignJWT({ role: 'app_service', ...claims, iss: 'appshard' })
      .setProtectedHeader({ alg, typ: 'JWT', ...(kid !== undefined && { kid }) })
      .sign(await importJWK(jwk, alg));
  } catch (cause) {
    throw new AppshardError({
      status: 500,
      code: 'misconfigured',
      message: 'Cannot sign the app key: the signing key of the function is missing or invalid',
      hint: 'Set APPSHARD_SIGNING_KEY to the private JWK of a signing key of the project (ES256, RS256 or HS256).',
    }, { cause });
  }
}
