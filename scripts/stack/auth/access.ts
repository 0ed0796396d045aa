import { type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Auth, readBody } from './auth.ts';
import { AuthError } from './auth_error.ts';
import { findByEmail, findById, isBanned, type User } from './users.ts';

/** Whether Lite would let the request in: with a key of the project and, from a browser, only with the publishable one. */
export function hasKey(auth: Auth, request: Request): boolean {
  const key = keyOf(request);
  const fromBrowser = /^\s*Mozilla\/5\.0/i.test(request.headers.get('user-agent') ?? '');
  return key === auth.keys.publishableKey || key === auth.keys.secretKey && !fromBrowser;
}

/** Requires the secret key, or a token with its role. */
export async function requireAdmin(auth: Auth, request: Request): Promise<void> {
  const claims = await readToken(auth, request);
  const isAdmin = claims === null ? keyOf(request) === auth.keys.secretKey : claims['role'] === 'service_role';
  if (!isAdmin) throw new AuthError(403, 'not_admin', 'User not allowed');
}

/** A banned user can do nothing with a token from before the ban. */
export async function requireNotBanned(auth: Auth, request: Request): Promise<void> {
  // Lite refuses a bad token itself.
  const claims = await readToken(auth, request).catch(() => null);
  const id = z.guid().safeParse(claims?.sub);
  const user = id.success ? await findById(auth.sql, id.data) : null;
  if (user !== null && isBanned(user)) throw new AuthError(403, 'user_banned', 'User is banned');
}

const grant = z.object({
  email: z.string().nullish(),
  refresh_token: z.string().nullish(),
  auth_code: z.string().nullish(),
});

/** POST /token. Lite issues the session, except to a banned user. */
export async function issueToken(auth: Auth, request: Request): Promise<Response> {
  const { email, refresh_token, auth_code } = await readBody(request, grant);
  const type = new URL(request.url).searchParams.get('grant_type');
  if (type === 'refresh_token' && refresh_token !== null && refresh_token !== undefined) {
    refuse(await ownerOf(auth, 'refresh_tokens', 'token', refresh_token), 'Invalid Refresh Token: User Banned');
  } else if (type === 'pkce' && auth_code !== null && auth_code !== undefined) {
    refuse(await ownerOf(auth, 'flow_state', 'auth_code', auth_code), 'User is banned');
  } else if (type === 'password' && email !== null && email !== undefined) {
    refuse(await findByEmail(auth.sql, email.toLowerCase()), 'User is banned');
  }
  return auth.lite(request);
}

function refuse(user: User | null, message: string): void {
  if (user !== null && isBanned(user)) throw new AuthError(400, 'user_banned', message);
}

async function ownerOf(auth: Auth, table: string, column: string, value: string): Promise<User | null> {
  const { sql } = auth;
  const [user] = await sql<User[]>`
    select * from auth.users where id = (select user_id from auth.${sql(table)} where ${
    sql(column)
  } = ${value} limit 1)`;
  return user ?? null;
}

function keyOf(request: Request): string | null {
  return request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey');
}

/** Returns the claims of the user's token, or null if the request has only a key. */
async function readToken(auth: Auth, request: Request): Promise<JWTPayload | null> {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token === undefined || token === keyOf(request) || token.startsWith('sb_')) return null;
  try {
    const secret = new TextEncoder().encode(auth.keys.jwtSecret);
    return (await jwtVerify(token, secret, { algorithms: ['HS256'] })).payload;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AuthError(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${why}`);
  }
}
