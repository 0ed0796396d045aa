/** Messages for users, by the code of an error, or by its reason where the database gives one. */
const MESSAGES: Record<string, string> = {
  invalid_credentials: 'The e-mail address or the password is wrong.',
  email_not_confirmed: 'First confirm your e-mail address with the link that was sent to you.',
  user_already_exists: 'This e-mail address already has an account: sign in instead.',
  weak_password: 'Choose a longer password.',
  over_request_rate_limit: 'Too many attempts: wait a minute.',
  invitation_required: 'You need an invitation to your e-mail address: open the link in it.',
  signup_closed: 'This app takes no new members.',
  membership_suspended: 'Your membership is suspended.',
  account_banned: 'Your account is banned.',
  app_not_found: 'This app is not available.',
  '42501': 'You are not allowed to do this.',
  '23502': 'A required field is empty.',
  PGRST116: 'This no longer exists.',
  PGRST303: 'Your session has ended: sign in again.',
};

/** Returns the message for an error, for users. */
export function messageOf(error: unknown): string {
  const { code, details, message } = error as { code?: string; details?: string; message?: string };
  // A refused sign-up names its reason at the beginning of the message.
  const reason = details ?? /^([a-z_]+): /.exec(message ?? '')?.[1] ?? '';
  return MESSAGES[reason] ?? MESSAGES[code ?? ''] ?? message ?? 'Something went wrong.';
}
