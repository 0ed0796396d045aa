import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { type Auth, liteRequest, type Transaction } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { userJsonOf } from './user_json.ts';
import type { Metadata } from './users.ts';

/** The proof that a client with `flowType: 'pkce'` gives when it asks for a mail. */
export interface Challenge {
  code_challenge?: string | null | undefined;
  code_challenge_method?: 's256' | 'plain' | 'S256' | null | undefined;
}

export interface Session extends Metadata {
  access_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  expires_at: number;
}

/** Whether the client wants a code instead of a session, with which it then asks for the session itself. */
export function isPkce({ code_challenge, code_challenge_method }: Challenge): boolean {
  const given = (value: unknown) => value !== undefined && value !== null && value !== '';
  if (given(code_challenge) !== given(code_challenge_method)) {
    throw invalid('PKCE flow requires code_challenge_method and code_challenge');
  }
  if (given(code_challenge) && !/^[a-zA-Z._~0-9-]{43,128}$/.test(String(code_challenge))) {
    throw invalid('code challenge has to be between 43 and 128 characters');
  }
  return given(code_challenge);
}

/** Remembers the challenge of the client, until the user follows the link in the mail. Nothing without PKCE. */
export async function startFlow(tx: Transaction, userId: string, method: string, challenge: Challenge): Promise<void> {
  if (!isPkce(challenge)) return;
  await tx`
    insert into auth.flow_state
      (id, user_id, authentication_method, provider_type, code_challenge, code_challenge_method, created_at, updated_at)
    values (
      ${randomUUID()}, ${userId}, ${method}, 'email',
      ${challenge.code_challenge ?? null}, ${challenge.code_challenge_method?.toLowerCase() ?? null}, now(), now()
    )`;
}

/** Returns the code that the client may now exchange, within five minutes. */
export async function finishFlow(tx: Transaction, userId: string, method: string): Promise<string> {
  const code = randomUUID();
  const finished = await tx`
    update auth.flow_state
    set auth_code = ${code}, auth_code_issued_at = now(), created_at = now(), updated_at = now()
    where id = (
      select id from auth.flow_state
      where user_id = ${userId} and authentication_method = ${method} and auth_code is null
      order by created_at desc limit 1
    )`;
  if (finished.count === 0) throw new AuthError(422, 'flow_state_not_found', 'No valid flow state found for user.');
  return code;
}

/** Signs the user in. The session is one of Lite, which issues it for a code that only this function knows. */
export async function createSession(auth: Auth, userId: string): Promise<Session> {
  const code = randomUUID();
  const verifier = `${randomUUID()}${randomUUID()}`;
  await insertCode(auth.sql, userId, code, verifier);
  const body = JSON.stringify({ auth_code: code, code_verifier: verifier });
  const response = await auth.lite(liteRequest(auth, '/token?grant_type=pkce', { method: 'POST', body }));
  if (!response.ok) throw new AuthError(500, 'unexpected_failure', 'Cannot create a session');
  const session = await response.json() as Session;
  return { ...session, user: await userJsonOf(auth.sql, userId) };
}

async function insertCode(sql: postgres.Sql, userId: string, code: string, verifier: string): Promise<void> {
  await sql`
    insert into auth.flow_state (
      id, user_id, auth_code, authentication_method, provider_type, code_challenge, code_challenge_method,
      auth_code_issued_at, created_at, updated_at
    )
    values (${randomUUID()}, ${userId}, ${code}, 'otp', 'email', ${verifier}, 'plain', now(), now(), now())`;
}
