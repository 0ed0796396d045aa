import type postgres from 'postgres';
import { findById, type Metadata, type User } from './users.ts';

interface Identity {
  id: string;
  provider_id: string;
  user_id: string;
  identity_data: Metadata;
  provider: string;
  email: string | null;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** Returns users as Auth's responses state them. What has no value is left out. */
export async function usersJson(sql: postgres.Sql, users: User[]): Promise<Metadata[]> {
  const identities = await sql<Identity[]>`
    select * from auth.identities where user_id = any(${users.map(({ id }) => id)}::uuid[]) order by created_at, id`;
  return users.map((user) => userJson(user, identities.filter(({ user_id }) => user_id === user.id)));
}

/** Returns one user as it is in the database now. */
export async function userJsonOf(sql: postgres.Sql, id: string): Promise<Metadata> {
  const user = await findById(sql, id);
  const [found] = user === null ? [] : await usersJson(sql, [user]);
  return found ?? {};
}

function userJson(user: User, identities: Identity[]): Metadata {
  const optional = {
    email_confirmed_at: user.email_confirmed_at,
    confirmed_at: user.email_confirmed_at,
    invited_at: user.invited_at,
    confirmation_sent_at: user.confirmation_sent_at,
    recovery_sent_at: user.recovery_sent_at,
    new_email: user.email_change,
    email_change_sent_at: user.email_change_sent_at,
    last_sign_in_at: user.last_sign_in_at,
    banned_until: user.banned_until,
    deleted_at: user.deleted_at,
  };
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? '',
    phone: '',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== '')),
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    identities: identities.map(({ id, provider_id, email, ...identity }) => ({
      identity_id: id,
      id: provider_id,
      ...identity,
      ...(email === null ? {} : { email }),
    })),
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
  };
}
