import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { assertStrong, type Auth, challengeShape, metadata, readBody, validAddress } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { beforeUserCreated } from './hook.ts';
import { redirectTarget } from './redirects.ts';
import { type Challenge, createSession, isPkce, startFlow } from './sessions.ts';
import { giveToken, mailFor } from './tokens.ts';
import { userJsonOf } from './user_json.ts';
import { confirm, createUser, findByEmail, hashPassword, type Metadata, type User, userExists } from './users.ts';

export interface SignUp extends Challenge {
  email: string;
  password: string;
  data?: Metadata | null | undefined;
}

const shape = z.object({
  email: z.string().nullish(),
  password: z.string().nullish(),
  data: metadata.nullish(),
  ...challengeShape,
});

/**
 * POST /signup. For the address of a confirmed user, a project that sends confirmations returns a made-up user without identities, so
 * that nobody learns who has an account. Without confirmations it refuses, and signs in whoever is new.
 */
export async function signUp(auth: Auth, request: Request): Promise<Response> {
  const { email, password, ...rest } = await readBody(request, shape);
  if (email === null || email === undefined || email === '') return auth.lite(request);
  if (password === null || password === undefined || password === '') throw invalid('Signup requires a valid password');
  assertStrong(password, auth.settings);
  const wish = { email: validAddress(email), password, ...rest };
  const user = await signUpUser(auth, wish, redirectTarget(request, auth.settings));
  if (user === null) return Response.json(madeUpUser(wish));
  if (!auth.settings.email.enable_confirmations) return Response.json(await createSession(auth, user.id));
  const json = await userJsonOf(auth.sql, user.id);
  return Response.json(user.invited_at === null ? json : { ...json, user_metadata: {}, identities: [] });
}

/** Creates the user or, if the address waits for its confirmation, sends that mail again. Null if the address is confirmed. */
export async function signUpUser(auth: Auth, wish: SignUp, redirectTo: string): Promise<User | null> {
  const { settings: { enable_signup, email: { enable_confirmations } } } = auth;
  if (!enable_signup) throw new AuthError(422, 'signup_disabled', 'Signups not allowed for this instance');
  const existing = await findByEmail(auth.sql, wish.email);
  if (existing !== null && existing.email_confirmed_at !== null) {
    if (enable_confirmations) return null;
    throw userExists();
  }
  const pkce = isPkce(wish);
  if (existing === null) await beforeUserCreated(auth, wish.email, wish.data ?? {});
  const passwordHash = existing === null ? await hashPassword(wish.password) : null;
  const { user, token } = await auth.sql.begin(async (tx) => {
    const user = existing ?? await createUser(tx, { ...newUser(wish), passwordHash });
    if (!enable_confirmations) return { user: await confirm(tx, user), token: null };
    await startFlow(tx, user.id, 'signup', wish);
    return { user, token: await giveToken(auth, tx, user, 'signup', pkce) };
  });
  if (token !== null) auth.mailbox.write(mailFor(auth, 'signup', wish.email, token, redirectTo));
  return user;
}

/** As when hosted, the metadata also states the address and the id. */
export function newUser({ email, data }: Pick<SignUp, 'email' | 'data'>) {
  const id = randomUUID();
  return { id, email, userMetadata: { ...data, sub: id, email, email_verified: false, phone_verified: false } };
}

function madeUpUser({ email, data }: SignUp): Metadata {
  const now = new Date();
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: '',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: data ?? {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}
