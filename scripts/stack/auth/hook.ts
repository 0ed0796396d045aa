import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type postgres from 'postgres';
import { z } from 'zod';
import type { Auth } from './auth.ts';
import { AuthError } from './auth_error.ts';
import type { Metadata } from './users.ts';

const refusal = z.object({ error: z.object({ http_code: z.number(), message: z.string() }).optional() });
const tokens = z.object({ access_token: z.string(), user: z.object({ id: z.string() }) });

/** Runs the hook before_user_created, in Auth's own session and before a new account, and throws its refusal. */
export async function beforeUserCreated({ sql, settings }: Auth, email: string, data: Metadata): Promise<void> {
  const event = { metadata: about('before-user-created'), user: { email, user_metadata: data } };
  const { error } = refusal.parse(await callHook(sql, settings.hook.before_user_created.uri, event));
  if (error !== undefined) throw new AuthError(error.http_code, 'unknown', error.message);
}

/**
 * Runs the hook custom_access_token if the response has a token, before anybody gets it. Hosted Auth would take the claims of the
 * token from its result; Lite has already signed them, so they must be the same.
 */
export async function beforeToken(
  { sql, settings }: Pick<Auth, 'sql' | 'settings'>,
  response: Response,
): Promise<Response> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const issued = response.ok && isJson ? tokens.safeParse(await response.clone().json()) : null;
  if (issued?.success !== true) return response;
  const claims = decodeJwt(issued.data.access_token);
  const event = {
    metadata: about('customize-access-token'),
    user_id: issued.data.user.id,
    claims,
    authentication_method: 'password',
  };
  const result = await callHook(sql, settings.hook.custom_access_token.uri, event);
  if (!isDeepStrictEqual(result, { claims })) throw new Error('The local Auth cannot change claims, as its hook wants');
  return response;
}

function about(name: string) {
  return { uuid: randomUUID(), time: new Date(), name, ip_address: '127.0.0.1' };
}

/** Calls a function of the database as Auth does: in a transaction, with a limit of 2 s. */
async function callHook(sql: postgres.Sql, uri: string, event: object): Promise<unknown> {
  const [schema, name] = uri.replace('pg-functions://postgres/', '').split('/') as [string, string];
  return sql.begin(async (transaction) => {
    await transaction`set local statement_timeout = 2000`;
    const [row] = await transaction`select ${sql(schema)}.${sql(name)}(${sql.json(event as never)}) as result`;
    return row?.['result'] as unknown;
  });
}
