import { z } from 'zod';
import { type Auth, challengeShape, liteRequest, readBody, validAddress } from './auth.ts';
import { AuthError } from './auth_error.ts';
import { redirectTarget } from './redirects.ts';
import { type Challenge, isPkce, startFlow } from './sessions.ts';
import { giveEmailChangeTokens, mailFor } from './tokens.ts';
import { userJsonOf } from './user_json.ts';
import { findByEmail, findById, type User } from './users.ts';

const shape = z.looseObject({ email: z.string().nullish(), ...challengeShape });

/** PUT /user. Lite serves it, except for a new address, which mails confirm. */
export async function updateOwnUser(auth: Auth, request: Request): Promise<Response> {
  const { email: given, code_challenge, code_challenge_method, ...others } = await readBody(request, shape);
  if (given === null || given === undefined || given === '') return auth.lite(request);
  const email = validAddress(given);
  const current = await auth.lite(liteRequest(auth, '/user', { like: request }));
  if (!current.ok) return current;
  const { id } = await current.json() as { id: string };
  const taken = await findByEmail(auth.sql, email);
  if (taken !== null && taken.id !== id) {
    throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered');
  }
  const body = JSON.stringify(others);
  const updated = await auth.lite(liteRequest(auth, '/user', { method: 'PUT', body, like: request }));
  if (!updated.ok) return updated;
  const user = await findById(auth.sql, id);
  if (user !== null && user.email !== email) {
    const challenge = { code_challenge, code_challenge_method };
    await mailEmailChange(auth, user, email, challenge, redirectTarget(request, auth.settings));
  }
  return Response.json(await userJsonOf(auth.sql, id));
}

/** Sends the mails that confirm a change of address. */
export async function mailEmailChange(
  auth: Auth,
  user: User,
  email: string,
  challenge: Challenge,
  redirectTo: string,
): Promise<void> {
  const pkce = isPkce(challenge);
  const { forNew, forCurrent } = await auth.sql.begin(async (tx) => {
    await startFlow(tx, user.id, 'email_change', challenge);
    return giveEmailChangeTokens(auth, tx, user, email, pkce);
  });
  auth.mailbox.write(mailFor(auth, 'email_change', email, forNew, redirectTo));
  if (forCurrent !== null) auth.mailbox.write(mailFor(auth, 'email_change', user.email ?? '', forCurrent, redirectTo));
}
