import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { inject } from 'vitest';
import { type Client, connectClient } from '../../scripts/stack/client.ts';
import type { LocalKeys } from '../../scripts/stack/keys.ts';

/** The running stack that the end-to-end tests share. */
export interface Project {
  url: string;
  keys: LocalKeys;
  databaseUrls: { postgres: string; supabaseAdmin: string; supabaseAuthAdmin: string };
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

/** A browser that nobody has signed in to. */
export function anonClient(): Client {
  return connectClient(project().url, project().keys.publishableKey);
}

/** The platform's own server. */
export function secretClient(): Client {
  return connectClient(project().url, project().keys.secretKey);
}

/** A browser with a token that the test made itself. */
export function clientWithToken(token: string): Client {
  return connectClient(project().url, project().keys.publishableKey, token);
}

/** A new user, signed in; a member of the app when one is given. */
export async function signUp(appId?: number, name = 'user'): Promise<SignedUp> {
  const client = anonClient();
  const email = `${name}.${randomUUID()}@example.com`;
  const { data, error } = await client.auth.signUp({
    email,
    password: randomUUID(),
    options: { data: appId === undefined ? {} : { app_id: appId } },
  });
  if (error !== null) throw error;
  if (data.user === null || data.session === null) throw new Error('Signing up gave no session');
  return { client, email, userId: data.user.id, accessToken: data.session.access_token };
}

/** A token as Auth would sign it, or as a forger would: claims, lifetime in seconds and secret are free. */
export function mintToken(claims: JWTPayload, lifetime = 3600, secret = project().keys.jwtSecret): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(Math.min(now, now + lifetime))
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(secret));
}

/** Calls a function of schema platform as the platform does, and gives its answer or throws its error. */
export async function callPlatform<Result>(name: string, args: Record<string, unknown>): Promise<Result> {
  const { data, error } = await secretClient().schema('platform').rpc(name, args);
  if (error !== null) throw Object.assign(new Error(error.message), error);
  return data as Result;
}
