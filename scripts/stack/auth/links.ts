import { z } from 'zod';
import { assertStrong, type Auth, metadata, readBody, type Transaction, validAddress } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { beforeUserCreated } from './hook.ts';
import { redirectTarget } from './redirects.ts';
import { newUser } from './sign_up.ts';
import { actionLink, giveToken, mailFor, type Token } from './tokens.ts';
import { userJsonOf } from './user_json.ts';
import { createUser, findByEmail, hashPassword, patched, randomPasswordHash, updateUser, type User } from './users.ts';

// auth.admin for invitations and links, as https://github.com/supabase/auth/blob/master/internal/api/mail.go.

const inviteShape = z.object({ email: z.string().nullish(), data: metadata.nullish() });

/** POST /invite: creates a user without a password, and sends the link that confirms the address. */
export async function inviteByAdmin(auth: Auth, request: Request): Promise<Response> {
  const { email: given, data } = await readBody(request, inviteShape);
  const email = validAddress(given);
  const existing = await findByEmail(auth.sql, email);
  if (existing !== null && existing.email_confirmed_at !== null) throw emailExists();
  if (existing === null) await beforeUserCreated(auth, email, data ?? {});
  const { id, token } = await auth.sql.begin(async (tx) => {
    const user = existing ?? await invited(tx, email, data ?? {});
    return { id: user.id, token: await giveToken(auth, tx, user, 'invite') };
  });
  auth.mailbox.write(mailFor(auth, 'invite', email, token, redirectTarget(request, auth.settings)));
  return Response.json(await userJsonOf(auth.sql, id));
}

const linkShape = z.object({
  type: z.enum(['signup', 'invite', 'magiclink', 'recovery']),
  email: z.string().nullish(),
  password: z.string().nullish(),
  data: metadata.nullish(),
  redirect_to: z.string().nullish(),
});
type Wish = Omit<z.infer<typeof linkShape>, 'email'> & { email: string };

/** POST /admin/generate_link: returns the link of a mail instead of sending it. */
export async function generateLink(auth: Auth, request: Request): Promise<Response> {
  const given = await readBody(request, linkShape);
  const wish = { ...given, email: validAddress(given.email) };
  const existing = await findByEmail(auth.sql, wish.email);
  // Who has no account is signed up by a magic link.
  if (existing === null && wish.type === 'magiclink') wish.type = 'signup';
  const passwordHash = existing === null ? await passwordHashOf(auth, given.type, wish) : null;
  if (existing === null) await beforeUserCreated(auth, wish.email, wish.data ?? {});
  const { id, token } = await auth.sql.begin((tx) => prepare(auth, tx, wish, existing, passwordHash));
  const redirectTo = redirectTarget(request, auth.settings, wish.redirect_to);
  return Response.json({
    ...await userJsonOf(auth.sql, id),
    action_link: actionLink(auth, wish.type, token.hash, redirectTo),
    email_otp: token.code,
    hashed_token: token.hash,
    verification_type: wish.type,
    redirect_to: redirectTo,
  });
}

async function passwordHashOf(auth: Auth, asked: Wish['type'], { type, password }: Wish): Promise<string | null> {
  if (type === 'invite') return null;
  if (type !== 'signup') throw new AuthError(404, 'user_not_found', 'User with this email not found');
  if (asked === 'magiclink') return randomPasswordHash();
  if (!password) throw invalid('Signup requires a valid password');
  assertStrong(password, auth.settings);
  return hashPassword(password);
}

async function prepare(
  auth: Auth,
  tx: Transaction,
  wish: Wish,
  existing: User | null,
  passwordHash: string | null,
): Promise<{ id: string; token: Token }> {
  const { type, email } = wish;
  if (type !== 'signup' && type !== 'invite') {
    const user = existing as User;
    return { id: user.id, token: await giveToken(auth, tx, user, type) };
  }
  if (existing !== null && existing.email_confirmed_at !== null) throw emailExists();
  if (existing !== null && type === 'signup') {
    await updateUser(tx, existing.id, { raw_user_meta_data: patched(existing.raw_user_meta_data, wish.data ?? {}) });
  }
  const user = existing ??
    (type === 'invite'
      ? await invited(tx, email, wish.data ?? {})
      : await createUser(tx, { ...newUser(wish), passwordHash }));
  return { id: user.id, token: await giveToken(auth, tx, user, type) };
}

/** The user of an invitation to an address that has no account. */
function invited(tx: Transaction, email: string, data: Record<string, unknown>): Promise<User> {
  return createUser(tx, { ...newUser({ email, data }), passwordHash: null });
}

function emailExists(): AuthError {
  return new AuthError(422, 'email_exists', 'A user with this email address has already been registered');
}
