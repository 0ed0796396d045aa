import { createHash, randomInt } from 'node:crypto';
import type { Auth, Transaction } from './auth.ts';
import type { Mail, MailType } from './mailbox.ts';
import { updateUser, type User } from './users.ts';

export type TokenColumn =
  | 'confirmation_token'
  | 'recovery_token'
  | 'email_change_token_current'
  | 'email_change_token_new';

/** When the token of a column was sent. */
const sentAt = {
  confirmation_token: 'confirmation_sent_at',
  recovery_token: 'recovery_sent_at',
  email_change_token_current: 'email_change_sent_at',
  email_change_token_new: 'email_change_sent_at',
} as const satisfies Record<TokenColumn, keyof User>;

/** Marks the tokens whose link leads back with a code, not with a session. */
export const pkcePrefix = 'pkce_';

export interface Token {
  /** What the user types. */
  code: string;
  /** What the link contains and the database keeps. */
  hash: string;
}

type MailToSend = Omit<Mail, 'at' | 'subject'>;

export function tokenHash(email: string, code: string): string {
  return createHash('sha224').update(email + code).digest('hex');
}

function newToken(auth: Auth, email: string, pkce: boolean): Token {
  const { otp_length: length } = auth.settings.email;
  const code = String(randomInt(10 ** length)).padStart(length, '0');
  return { code, hash: (pkce ? pkcePrefix : '') + tokenHash(email, code) };
}

/** Gives the user a token for the link of a mail of the given type. An earlier one of that kind ends. */
export async function giveToken(
  auth: Auth,
  tx: Transaction,
  user: User,
  type: Exclude<MailType, 'email_change' | 'reauthentication'>,
  pkce = false,
): Promise<Token> {
  const token = newToken(auth, user.email ?? '', pkce);
  const now = new Date();
  if (type === 'signup' || type === 'invite') {
    const invited = type === 'invite' ? { invited_at: now } : {};
    await updateUser(tx, user.id, { confirmation_token: token.hash, confirmation_sent_at: now, ...invited });
  } else {
    await updateUser(tx, user.id, { recovery_token: token.hash, recovery_sent_at: now });
  }
  return token;
}

/** Gives the user the tokens that confirm a change of address: one for the new address and, if the project wants, the old one. */
export async function giveEmailChangeTokens(auth: Auth, tx: Transaction, user: User, email: string, pkce: boolean) {
  const forNew = newToken(auth, email, pkce);
  const both = auth.settings.email.double_confirm_changes && user.email !== null;
  const forCurrent = both && user.email !== null ? newToken(auth, user.email, pkce) : null;
  await updateUser(tx, user.id, {
    email_change: email,
    email_change_token_new: forNew.hash,
    email_change_token_current: forCurrent?.hash ?? null,
    email_change_sent_at: new Date(),
    email_change_confirm_status: 0,
  });
  return { forNew, forCurrent };
}

export function actionLink(auth: Auth, type: MailType, hash: string, redirectTo: string): string {
  return `${auth.url}/auth/v1/verify?${new URLSearchParams({ token: hash, type, redirect_to: redirectTo })}`;
}

export function mailFor(auth: Auth, type: MailType, to: string, token: Token, redirectTo: string): MailToSend {
  return { to, type, code: token.code, link: actionLink(auth, type, token.hash, redirectTo) };
}

/** Whether the hash is the token of the column and has not expired. */
export function isCurrent(auth: Auth, user: User, column: TokenColumn, hash: string): boolean {
  const sent = user[sentAt[column]];
  return user[column] === hash && sent !== null && Date.now() - sent.getTime() <= auth.settings.email.otp_expiry * 1000;
}
