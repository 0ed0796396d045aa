import bcrypt from 'bcryptjs';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assertStrong, type Auth, metadata, readBody, type Transaction, validAddress } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { userJsonOf, usersJson } from './user_json.ts';
import {
  confirm,
  createUser,
  endSessions,
  findByEmail,
  findById,
  hashPassword,
  json,
  noTokens,
  patched,
  randomPasswordHash,
  setIdentityEmail,
  updateUser,
  type User,
} from './users.ts';

// auth.admin for users, as https://github.com/supabase/auth/blob/master/internal/api/admin.go.

const shape = z.object({
  id: z.string().nullish(),
  email: z.string().nullish(),
  password: z.string().nullish(),
  password_hash: z.string().nullish(),
  email_confirm: z.boolean().nullish(),
  user_metadata: metadata.nullish(),
  app_metadata: metadata.nullish(),
  ban_duration: z.string().nullish(),
  role: z.string().nullish(),
});
type Wish = z.infer<typeof shape>;

/** POST /admin/users */
export async function createByAdmin(auth: Auth, request: Request): Promise<Response> {
  const wish = await readBody(request, shape);
  if (!wish.email) throw invalid('Cannot create a user without either an email or phone');
  const email = validAddress(wish.email);
  await requireNewAddress(auth, email);
  if (wish.id && !isId(wish.id)) throw invalid('ID must conform to the uuid v4 format');
  const passwordHash = await passwordHashOf(auth, wish) ?? await randomPasswordHash();
  const ban = banOf(wish);
  const user = await auth.sql.begin(async (tx) => {
    const created = await createUser(tx, {
      id: wish.id ?? undefined,
      email,
      passwordHash,
      userMetadata: patched({}, wish.user_metadata ?? {}),
    });
    return change(tx, created, { ...wish, user_metadata: null }, ban);
  });
  return Response.json(await userJsonOf(auth.sql, user.id));
}

/** GET /admin/users: the newest first, in pages of 50 */
export async function listByAdmin(auth: Auth, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const page = pageNumber(url, 'page', 1);
  const perPage = pageNumber(url, 'per_page', 50);
  const [{ total } = { total: 0 }] = await auth.sql<{ total: number }[]>`select count(*)::int as total from auth.users`;
  const users = await auth.sql<User[]>`
    select * from auth.users order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`;
  const pages = Math.ceil(total / perPage);
  const link = (number: number, rel: string) => {
    url.searchParams.set('page', String(number));
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  };
  const links = [...(pages > page ? [link(page + 1, 'next')] : []), link(pages, 'last')];
  const headers = { 'x-total-count': String(total), link: links.join(', ') };
  return Response.json({ users: await usersJson(auth.sql, users), aud: 'authenticated' }, { headers });
}

/** GET /admin/users/:id */
export async function getByAdmin(auth: Auth, id: string): Promise<Response> {
  return Response.json(await userJsonOf(auth.sql, (await requireUser(auth, id)).id));
}

/** PUT /admin/users/:id */
export async function updateByAdmin(auth: Auth, request: Request, id: string): Promise<Response> {
  const wish = await readBody(request, shape);
  const user = await requireUser(auth, id);
  const email = wish.email ? validAddress(wish.email) : null;
  if (email !== null && email !== user.email) await requireNewAddress(auth, email);
  const passwordHash = await passwordHashOf(auth, wish);
  const ban = banOf(wish);
  await auth.sql.begin(async (tx) => {
    const changed = await change(tx, user, wish, ban);
    if (passwordHash !== null) {
      await updateUser(tx, id, { ...noTokens, encrypted_password: passwordHash });
      await endSessions(tx, id);
    }
    if (email === null) return;
    await setIdentityEmail(tx, id, email, changed.email_confirmed_at !== null && wish.email_confirm === true);
    await updateUser(tx, id, { email });
  });
  return Response.json(await userJsonOf(auth.sql, id));
}

/** DELETE /admin/users/:id. A soft deletion keeps the row and its id, without anything that identifies the person. */
export async function deleteByAdmin(auth: Auth, request: Request, id: string): Promise<Response> {
  const { should_soft_delete } = await readBody(request, z.object({ should_soft_delete: z.boolean().nullish() }));
  const user = await requireUser(auth, id);
  await auth.sql.begin(async (tx) => {
    if (should_soft_delete !== true) {
      await endSessions(tx, id);
      await tx`delete from auth.users where id = ${id}`;
    } else if (user.deleted_at === null) {
      await softDelete(tx, user);
    }
  });
  return Response.json({});
}

async function softDelete(tx: Transaction, user: User): Promise<void> {
  const obfuscated = (value: string) => createHash('sha256').update(user.id + value).digest('base64url');
  await updateUser(tx, user.id, {
    ...noTokens,
    email: obfuscated(user.email ?? ''),
    email_change: null,
    email_change_token_current: null,
    email_change_token_new: null,
    encrypted_password: null,
    raw_user_meta_data: {},
    raw_app_meta_data: {},
    deleted_at: new Date(),
  });
  await tx`
    update auth.identities set identity_data = ${json(tx, {})}, provider_id = ${
    obfuscated(user.id)
  } where user_id = ${user.id}`;
  await endSessions(tx, user.id);
}

/** Makes the changes that creating and updating have in common. `ban` is its end, null to lift it, undefined to keep it. */
async function change(tx: Transaction, user: User, wish: Wish, ban: Date | null | undefined): Promise<User> {
  const changed = wish.email_confirm === true ? await confirm(tx, user) : user;
  return updateUser(tx, user.id, {
    ...(wish.role ? { role: wish.role } : {}),
    ...(ban === undefined ? {} : { banned_until: ban }),
    ...(wish.app_metadata ? { raw_app_meta_data: patched(changed.raw_app_meta_data, wish.app_metadata) } : {}),
    ...(wish.user_metadata ? { raw_user_meta_data: patched(changed.raw_user_meta_data, wish.user_metadata) } : {}),
  });
}

async function passwordHashOf(auth: Auth, { password, password_hash }: Wish): Promise<string | null> {
  if (password && password_hash) throw invalid('Only a password or a password hash should be provided');
  if (password_hash) {
    // Throws for a hash that is not one of bcrypt.
    try {
      bcrypt.getRounds(password_hash);
    } catch {
      throw invalid('Only bcrypt hashes can be imported into the local stack');
    }
    return password_hash;
  }
  if (!password) return null;
  assertStrong(password, auth.settings);
  return hashPassword(password);
}

const milliseconds: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Returns the end of a ban such as "24h" or "1h30m". "none" lifts it. */
function banOf({ ban_duration: duration }: Wish): Date | null | undefined {
  if (!duration) return undefined;
  if (duration === 'none') return null;
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(duration)) {
    throw invalid(`invalid format for ban duration: time: invalid duration "${duration}"`);
  }
  const parts = [...duration.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  const total = parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (milliseconds[unit] ?? 0), 0);
  return total === 0 ? null : new Date(Date.now() + total);
}

function pageNumber(url: URL, name: string, usual: number): number {
  const text = url.searchParams.get(name) ?? '';
  if (text === '') return usual;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid(`Bad Pagination Parameters: ${name} must be a positive number`);
  return Number(text);
}

async function requireNewAddress(auth: Auth, email: string): Promise<void> {
  if (await findByEmail(auth.sql, email) === null) return;
  throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered');
}

async function requireUser(auth: Auth, id: string): Promise<User> {
  if (!isId(id)) throw new AuthError(404, 'validation_failed', 'user_id must be an UUID');
  const user = await findById(auth.sql, id);
  if (user === null) throw new AuthError(404, 'user_not_found', 'User not found');
  return user;
}

function isId(text: string): boolean {
  return z.guid().safeParse(text).success && !/^[0-]+$/.test(text);
}
