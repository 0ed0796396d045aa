import { z } from 'zod';
import { type Auth, readBody, type Transaction, validAddress } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { redirectTarget } from './redirects.ts';
import { createSession, finishFlow } from './sessions.ts';
import { isCurrent, pkcePrefix, type TokenColumn, tokenHash } from './tokens.ts';
import { confirm, isBanned, noTokens, randomPasswordHash, setIdentityEmail, updateUser, type User } from './users.ts';

const types = ['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'] as const;
type VerifyType = (typeof types)[number];

/** The columns that may hold the token. Type `email` stands for signup and magiclink. */
const columns: Record<VerifyType, readonly TokenColumn[]> = {
  signup: ['confirmation_token'],
  invite: ['confirmation_token'],
  magiclink: ['recovery_token'],
  recovery: ['recovery_token'],
  email: ['confirmation_token', 'recovery_token'],
  email_change: ['email_change_token_current', 'email_change_token_new'],
};

const halfConfirmed = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';

const shape = z.object({
  type: z.string().nullish(),
  token: z.string().nullish(),
  token_hash: z.string().nullish(),
  email: z.string().nullish(),
});

/** POST /verify: verifyOtp, with a code and its address or with the hash of a link. */
export async function verifyCode(auth: Auth, request: Request): Promise<Response> {
  const given = await readBody(request, shape);
  const type = verifyType(given.type);
  const [token, hash] = [given.token ?? '', given.token_hash ?? ''];
  if ((token === '') === (hash === '')) throw invalid('Verify requires either a token or a token hash');
  const email = token === '' ? null : validAddress(given.email);
  const hashes = email === null ? [hash] : hashesOf(email, token);
  const verified = await auth.sql.begin((tx) => consume(auth, tx, type, hashes, email));
  if (verified === null) return Response.json({ msg: halfConfirmed, code: '200' });
  return Response.json(await createSession(auth, verified.id));
}

/** GET /verify: the link in a mail. It leads on with the session in the fragment or, under PKCE, with a code. */
export async function followLink(auth: Auth, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const hash = searchParams.get('token') ?? '';
  const type = verifyType(searchParams.get('type'));
  if (hash === '') throw invalid('Verify requires a token or a token hash');
  const pkce = hash.startsWith(pkcePrefix);
  const target = new URL(redirectTarget(request, auth.settings));
  const lead = (parameters: Record<string, string>, inQuery: boolean) => {
    if (inQuery) { for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value); }
    target.hash = new URLSearchParams({ ...parameters, sb: '' }).toString();
    return new Response(null, { status: 303, headers: { location: target.toString() } });
  };
  try {
    const { user, code } = await auth.sql.begin(async (tx) => {
      const user = await consume(auth, tx, type, [hash], null);
      return { user, code: user !== null && pkce ? await finishFlow(tx, user.id, type) : null };
    });
    if (user === null) return lead({ message: halfConfirmed }, pkce);
    if (code !== null) {
      target.searchParams.set('code', code);
      return new Response(null, { status: 303, headers: { location: target.toString() } });
    }
    const session = await createSession(auth, user.id);
    const { access_token, expires_at, expires_in, refresh_token, token_type } = session;
    const numbers = { expires_at: String(expires_at), expires_in: String(expires_in) };
    return lead({ access_token, ...numbers, refresh_token, token_type, type }, false);
  } catch (error) {
    const hidden = new AuthError(500, 'unexpected_failure', 'Error confirming user');
    const { status, code, message } = error instanceof AuthError ? error : hidden;
    const name = status === 403 ? 'access_denied' : status < 500 ? 'invalid_request' : 'server_error';
    return lead({ error: name, error_code: code, error_description: message }, pkce);
  }
}

function verifyType(given: string | null | undefined): VerifyType {
  if (given === null || given === undefined || given === '') throw invalid('Verify requires a verification type');
  const type = types.find((known) => known === given);
  if (type === undefined) throw invalid('Invalid email verification type');
  return type;
}

/** The hashes that a code may have: the client that asked for it may have used PKCE or not. */
function hashesOf(email: string, code: string): string[] {
  const hash = tokenHash(email, code);
  return [hash, pkcePrefix + hash];
}

/** Does what the token allows, once. Returns the user, or null while a change of address waits for its other mail. */
async function consume(
  auth: Auth,
  tx: Transaction,
  type: VerifyType,
  hashes: string[],
  email: string | null,
): Promise<User | null> {
  const expired = new AuthError(
    403,
    'otp_expired',
    email === null ? 'Email link is invalid or has expired' : 'Token has expired or is invalid',
  );
  for (const column of columns[type]) {
    const [user] = await tx<User[]>`
      select * from auth.users
      where ${tx(column)} = any(${hashes}) and (${email}::text is null or email = ${email} or email_change = ${email})
      for update`;
    if (user === undefined) continue;
    if (isBanned(user)) throw new AuthError(403, 'user_banned', 'User is banned');
    if (!hashes.some((hash) => isCurrent(auth, user, column, hash))) throw expired;
    if (type === 'email_change') return changeEmail(auth, tx, user, column);
    return column === 'confirmation_token' ? confirmSignUp(tx, user) : recover(tx, user);
  }
  throw expired;
}

/** An invited user has no password yet, and chooses one once signed in. */
async function confirmSignUp(tx: Transaction, user: User): Promise<User> {
  const confirmed = await confirm(tx, user);
  if (user.encrypted_password !== null || user.invited_at === null) return confirmed;
  return updateUser(tx, user.id, { encrypted_password: await randomPasswordHash() });
}

function recover(tx: Transaction, user: User): Promise<User> {
  return user.email_confirmed_at === null ? confirm(tx, user) : updateUser(tx, user.id, noTokens);
}

async function changeEmail(auth: Auth, tx: Transaction, user: User, column: TokenColumn): Promise<User | null> {
  const { enable_confirmations, double_confirm_changes } = auth.settings.email;
  const needsBoth = enable_confirmations && double_confirm_changes && user.email !== null;
  if (needsBoth && user.email_change_confirm_status === 0) {
    await updateUser(tx, user.id, { [column]: null, email_change_confirm_status: 1 });
    return null;
  }
  const email = user.email_change ?? '';
  await setIdentityEmail(tx, user.id, email, true);
  return updateUser(tx, user.id, {
    email,
    email_change: null,
    email_change_token_current: null,
    email_change_token_new: null,
    email_change_confirm_status: 0,
    ...(user.email_confirmed_at === null ? { email_confirmed_at: new Date() } : {}),
  });
}
