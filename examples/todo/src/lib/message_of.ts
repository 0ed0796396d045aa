/** Words for people, by the code of an error, or by its reason where the database gives one. */
const MESSAGES: Record<string, string> = {
  invalid_credentials: 'The e-mail address or the password is wrong.',
  email_not_confirmed: 'Confirm your e-mail address first: the link is in your mail.',
  user_already_exists: 'This e-mail address has an account already: sign in with it.',
  weak_password: 'Choose a longer password.',
  over_request_rate_limit: 'Too many attempts: wait a minute.',
  invitation_required: 'This app takes members by invitation.',
  signup_closed: 'This app takes no new members.',
  membership_suspended: 'Your membership is suspended.',
  app_not_found: 'This app is not available.',
  '42501': 'You may not do this.',
  '23502': 'A field that is needed is empty.',
  PGRST116: 'This is gone already.',
  PGRST303: 'Your session has ended: sign in again.',
};

export function messageOf(error: unknown): string {
  const { code, details, message } = error as { code?: string; details?: string; message?: string };
  return MESSAGES[details ?? ''] ?? MESSAGES[code ?? ''] ?? message ?? 'Something went wrong.';
}
