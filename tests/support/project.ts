import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { inject } from 'vitest';
import { type Client, connectClient } from '../../scripts/stack/client.ts';
import type { LocalKeys } from '../../scripts/stack/keys.ts';

/** The running stack that the end-to-end tests share. */
export interface Project {
  url: string;
  keys: LocalKeys;
  /** The mails that Auth would send, one a line, as JSON. */
  mailFile: string;
  databaseUrls: { postgres: string; supabaseAdmin: string; authenticator: string; supabaseAuthAdmin: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    project: Project;
  }
}

export interface SignedUp {
  client: Client;
  userId: string;
  email: string;
  accessToken: string;
}

export function project(): Project {
  return inject('project');
}

/** The client of a browser in which nobody is signed in. */
export function anonClient(): Client {
  return connectClient(project().url, project().keys.publishableKey);
}

/** The client of the platform's own server. */
export function secretClient(): Client {
  return connectClient(project().url, project().keys.secretKey);
}

/** The client of a browser with a token that the test minted. */
export function clientWithToken(token: string): Client {
  return connectClient(project().url, project().keys.publishableKey, token);
}

/** Signs up a new user, who is signed in and, if an app is given, a member of it. */
export async function signUp(appId?: number, name = 'user'): Promise<SignedUp> {
  const client = anonClient();
  const email = `${name}.${randomUUID()}@example.com`;
  const { data, error } = await client.auth.signUp({
    email,
    password: randomUUID(),
    options: { data: appId === undefined ? {} : { app_id: appId } },
  });
  if (error !== null) throw error;
  if (data.user === null || data.session === null) throw new Error('Cannot sign up: the response has no session');
  return { client, email, userId: data.user.id, accessToken: data.session.access_token };
}

/** Signs a token as Auth would, or as a forger would: any claims, any lifetime in seconds, any secret. */
export function mintToken(claims: JWTPayload, lifetime = 3600, secret = project().keys.jwtSecret): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(Math.min(now, now + lifetime))
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(secret));
}

/** Calls a function of schema platform as the platform does. Returns its result or throws its error. */
export async function callPlatform<Result>(name: string, args: Record<string, unknown>): Promise<Result> {
  const { data, error } = await secretClient().schema('platform').rpc(name, args);
  if (error !== null) throw Object.assign(new Error(error.message), error);
  return data as Result;
}
