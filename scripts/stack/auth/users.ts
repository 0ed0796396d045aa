import bcrypt from 'bcryptjs';
import { randomBytes, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Transaction } from './auth.ts';
import { AuthError } from './auth_error.ts';

export type Metadata = Record<string, unknown>;
type Time = Date | null;

/** A row of auth.users, as far as Auth uses it. */
export interface User {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  encrypted_password: string | null;
  email_confirmed_at: Time;
  confirmation_token: string | null;
  confirmation_sent_at: Time;
  recovery_token: string | null;
  recovery_sent_at: Time;
  email_change: string | null;
  email_change_token_current: string | null;
  email_change_token_new: string | null;
  email_change_sent_at: Time;
  email_change_confirm_status: number;
  invited_at: Time;
  last_sign_in_at: Time;
  raw_app_meta_data: Metadata;
  raw_user_meta_data: Metadata;
  banned_until: Time;
  deleted_at: Time;
  is_anonymous: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface NewUser {
  id?: string | undefined;
  email: string;
  /** Null for an invited user, who chooses it after following the link. */
  passwordHash: string | null;
  userMetadata: Metadata;
}

export function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, Number(process.env['LITE_AUTH_BCRYPT_COST'] ?? 10));
}

/** Returns the hash of a password that nobody knows. */
export function randomPasswordHash(): Promise<string> {
  return hashPassword(randomBytes(32).toString('hex'));
}

export async function findByEmail(sql: postgres.Sql, email: string): Promise<User | null> {
  const [user] = await sql<User[]>`select * from auth.users where email = ${email} and not is_sso_user`;
  return user ?? null;
}

export async function findById(sql: postgres.Sql, id: string): Promise<User | null> {
  const [user] = await sql<User[]>`select * from auth.users where id = ${id}`;
  return user ?? null;
}

/**
 * Creates an unconfirmed user. Hosted Auth confirms in a second statement, so triggers on the update see that.
 *
 * @throws AuthError if another request has just created a user with the address
 */
export async function createUser(tx: Transaction, user: NewUser): Promise<User> {
  const id = user.id ?? randomUUID();
  const [created] = await tx<User[]>`
    insert into auth.users
      (id, aud, role, email, encrypted_password, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
    values (
      ${id}, 'authenticated', 'authenticated', ${user.email}, ${user.passwordHash},
      ${json(tx, { provider: 'email', providers: ['email'] })}, ${json(tx, user.userMetadata)}, now(), now()
    )
    returning *`.catch((error: unknown) => {
    throw isTakenAddress(error) ? userExists() : error;
  });
  await createIdentity(tx, id, user.email, false);
  return created as User;
}

function isTakenAddress(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === '23505' &&
    error.constraint_name === 'users_email_partial_key';
}

export function userExists(): AuthError {
  return new AuthError(422, 'user_already_exists', 'User already registered');
}

async function createIdentity(tx: Transaction, userId: string, email: string, verified: boolean): Promise<void> {
  const data = { sub: userId, email, email_verified: verified, phone_verified: false };
  await tx`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
    values (${randomUUID()}, 'email', ${userId}, ${userId}, ${json(tx, data)}, now(), now(), now())`;
}

/** Sets the columns, and returns the row as it is then. */
export async function updateUser(tx: Transaction, id: string, columns: Partial<User>): Promise<User> {
  const encoded: Record<string, unknown> = { updated_at: new Date() };
  for (const [name, value] of Object.entries(columns)) {
    encoded[name] = name.startsWith('raw_') ? json(tx, value) : value;
  }
  const [user] = await tx<User[]>`
    update auth.users set ${tx(encoded as Record<string, string>)} where id = ${id} returning *`;
  if (user === undefined) throw new AuthError(404, 'user_not_found', 'User not found');
  return user;
}

/** Changes the address of the user's identity, and says whether it is verified. */
export async function setIdentityEmail(tx: Transaction, id: string, email: string, verified: boolean): Promise<void> {
  const updated = await tx`
    update auth.identities
    set identity_data = identity_data || ${json(tx, { email, email_verified: verified })}, updated_at = now()
    where user_id = ${id} and provider = 'email'`;
  if (updated.count === 0) await createIdentity(tx, id, email, verified);
}

/** The columns of the tokens that end when an address is confirmed or a password is set. */
export const noTokens = { confirmation_token: null, recovery_token: null } satisfies Partial<User>;

/** Confirms the user's address. */
export async function confirm(tx: Transaction, user: User): Promise<User> {
  if (user.email !== null) await setIdentityEmail(tx, user.id, user.email, true);
  return updateUser(tx, user.id, {
    ...noTokens,
    email_confirmed_at: new Date(),
    raw_user_meta_data: { ...user.raw_user_meta_data, email_verified: true },
  });
}

/** Adds the changes to the metadata. Null removes a key. */
export function patched(before: Metadata, changes: Metadata): Metadata {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null));
}

export async function endSessions(tx: Transaction, userId: string): Promise<void> {
  await tx`delete from auth.refresh_tokens where user_id = ${userId}`;
  await tx`delete from auth.sessions where user_id = ${userId}`;
}

export function isBanned({ banned_until }: Pick<User, 'banned_until'>): boolean {
  return banned_until !== null && banned_until > new Date();
}

export function json(tx: Transaction, value: unknown): postgres.Parameter {
  return tx.json(value as postgres.JSONValue);
}
