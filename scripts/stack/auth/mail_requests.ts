import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Auth, challengeShape, metadata, readBody, validAddress } from './auth.ts';
import { AuthError, invalid } from './auth_error.ts';
import { mailEmailChange } from './change_email.ts';
import { redirectTarget } from './redirects.ts';
import { type Challenge, isPkce, startFlow } from './sessions.ts';
import { signUpUser } from './sign_up.ts';
import { giveToken, mailFor } from './tokens.ts';
import { findByEmail, type User } from './users.ts';

// The requests for a mail. Each returns an empty object, whether or not the address has an account.

const otpShape = z.object({
  email: z.string().nullish(),
  create_user: z.boolean().nullish(),
  data: metadata.nullish(),
  ...challengeShape,
});

/** POST /otp and POST /magiclink: signInWithOtp. Who has no account is signed up, unless the client forbids it. */
export async function requestOtp(auth: Auth, request: Request): Promise<Response> {
  const { email: given, create_user, ...wish } = await readBody(request, otpShape);
  if (given === null || given === undefined || given === '') throw invalid('One of email or phone must be set');
  const email = validAddress(given);
  const redirectTo = redirectTarget(request, auth.settings);
  let user = await findByEmail(auth.sql, email);
  if (user === null && create_user === false) throw new AuthError(422, 'otp_disabled', 'Signups not allowed for otp');
  if (user === null || user.email_confirmed_at === null) {
    const password = randomBytes(32).toString('hex');
    user = await signUpUser(auth, { email, password, ...wish }, redirectTo);
    // The mail that confirms the address also signs in.
    if (user === null || auth.settings.email.enable_confirmations) return Response.json({});
  }
  await mailLink(auth, user, 'magiclink', wish, redirectTo);
  return Response.json({});
}

/** POST /recover: resetPasswordForEmail. */
export async function requestRecovery(auth: Auth, request: Request): Promise<Response> {
  const { email, ...challenge } = await readBody(request, z.object({ email: z.string().nullish(), ...challengeShape }));
  const user = await findByEmail(auth.sql, validAddress(email));
  if (user !== null) await mailLink(auth, user, 'recovery', challenge, redirectTarget(request, auth.settings));
  return Response.json({});
}

const resendShape = z.object({ type: z.string().nullish(), email: z.string().nullish(), ...challengeShape });

/** POST /resend: the mail of a sign-up or of a change of address once more, with a new link. */
export async function resend(auth: Auth, request: Request): Promise<Response> {
  const { type, email, ...challenge } = await readBody(request, resendShape);
  if (type !== 'signup' && type !== 'email_change') {
    throw invalid('Missing one of these types: signup, email_change, sms, phone_change');
  }
  const user = await findByEmail(auth.sql, validAddress(email));
  const redirectTo = redirectTarget(request, auth.settings);
  if (type === 'signup' && user !== null && user.email_confirmed_at === null) {
    await mailLink(auth, user, 'signup', challenge, redirectTo);
  }
  if (type === 'email_change' && user !== null && user.email_change !== null) {
    await mailEmailChange(auth, user, user.email_change, challenge, redirectTo);
  }
  return Response.json({});
}

async function mailLink(
  auth: Auth,
  user: User,
  type: 'signup' | 'magiclink' | 'recovery',
  challenge: Challenge,
  redirectTo: string,
): Promise<void> {
  const pkce = isPkce(challenge);
  const token = await auth.sql.begin(async (tx) => {
    await startFlow(tx, user.id, type, challenge);
    return giveToken(auth, tx, user, type, pkce);
  });
  auth.mailbox.write(mailFor(auth, type, user.email ?? '', token, redirectTo));
}
