import type postgres from 'postgres';
import { z } from 'zod';
import type { LocalKeys } from '../keys.ts';
import type { ProjectConfig } from '../project_config.ts';
import { AuthError, invalid } from './auth_error.ts';
import type { Mailbox } from './mailbox.ts';

/** What the handlers of Auth share. */
export interface Auth {
  /** Connected as supabase_auth_admin. */
  sql: postgres.Sql;
  settings: ProjectConfig['auth'];
  keys: LocalKeys;
  /** Where the gateway serves. Links in mails begin with it. */
  url: string;
  mailbox: Mailbox;
  /** Supabase Lite, which issues the sessions and serves the routes that have no handler here. */
  lite: (request: Request) => Promise<Response>;
}

export type Transaction = postgres.TransactionSql;

export const metadata = z.record(z.string(), z.json());

/** What a client with `flowType: 'pkce'` adds to a request. */
export const challengeShape = {
  code_challenge: z.string().nullish(),
  code_challenge_method: z.enum(['s256', 'plain', 'S256']).nullish(),
};

/** Reads the JSON of a request, which remains unread for others. A missing body is an empty object. */
export async function readBody<Shape extends z.ZodType>(request: Request, shape: Shape): Promise<z.infer<Shape>> {
  const parsed = shape.safeParse(await readJson(request));
  if (parsed.success) return parsed.data;
  throw new AuthError(400, 'bad_json', `Could not parse request body as JSON: ${z.prettifyError(parsed.error)}`);
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.clone().text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AuthError(400, 'bad_json', 'Could not parse request body as JSON');
  }
}

/** Returns the address in lower case. */
export function validAddress(email: string | null | undefined): string {
  if (email === null || email === undefined || email === '') throw invalid('An email address is required');
  if (email.length > 255) throw invalid('An email address is too long');
  if (!z.email({ pattern: z.regexes.html5Email }).safeParse(email).success) {
    throw invalid('Unable to validate email address: invalid format');
  }
  return email.toLowerCase();
}

export function assertStrong(password: string, settings: Auth['settings']): void {
  if (password.length > 72) throw invalid('Password cannot be longer than 72 characters');
  const least = settings.minimum_password_length;
  if (password.length >= least) return;
  const message = `Password should be at least ${least} characters.`;
  throw new AuthError(422, 'weak_password', message, { weak_password: { reasons: ['length'] } });
}

/** Returns a request to Lite with the key of a browser, or with the headers of the request that it continues. */
export function liteRequest(auth: Auth, path: string, init: RequestInit & { like?: Request }): Request {
  const headers = new Headers(init.like?.headers);
  headers.delete('content-length');
  if (!headers.has('apikey')) headers.set('apikey', auth.keys.publishableKey);
  return new Request(`${auth.url}/auth/v1${path}`, { ...init, headers });
}
