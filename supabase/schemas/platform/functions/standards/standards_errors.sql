-- standards_errors: Returns the section on errors: how to decide by their codes, and a function that finds a message for each.
create or replace function platform.standards_errors()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Errors\n\n'
    || 'Decide by `error.code`, or by `error.details` where it is one word in snake_case (the reason); never by `error.message`, whose '
    || E'wording may change. `error.hint` says what to do. Show users a message of your own.\n\n'
    || platform.markdown_snippet($ts$
const MESSAGES: Record<string, string> = {
  // Signing in and up
  invalid_credentials: 'The e-mail address or the password is wrong.',
  email_not_confirmed: 'First confirm your e-mail address with the link that was sent to you.',
  user_already_exists: 'This e-mail address already has an account: sign in instead.',
  weak_password: 'Choose a longer password.',
  over_request_rate_limit: 'Too many attempts: wait a minute.',
  // Joining
  invitation_required: 'You need an invitation to your e-mail address: open the link in it.',
  signup_closed: 'This app takes no new members.',
  membership_suspended: 'Your membership is suspended.',
  account_banned: 'Your account is banned.',
  app_not_found: 'This app is not available.',
  // Reading and writing
  '42501': 'You are not allowed to do this.',
  '23502': 'A required field is empty.',
  '23503': 'Something that this refers to does not exist, or something still refers to this.',
  '23505': 'This already exists.',
  '23514': 'A value is not allowed here, or is too long.',
  '54000': 'A value is too long.',
  '22P02': 'A value has the wrong format.',
  PGRST116: 'Not found.',
  PGRST303: 'Your session has ended: sign in again.',
};

export function messageOf(error: unknown): string {
  const { code, details, message } = error as { code?: string; details?: string; message?: string };
  // A refused sign-up names its reason at the beginning of the message.
  const reason = details ?? /^([a-z_]+): /.exec(message ?? '')?.[1] ?? '';
  return MESSAGES[reason] ?? MESSAGES[code ?? ''] ?? message ?? 'Something went wrong.';
}
$ts$)
    || '`PGRST205` and `PGRST204` mean that no table or column of this name exists: the code is wrong, or the schema has just '
    || E'changed.\n\n';
end
$$;

comment on function platform.standards_errors is 'Returns the section on errors of the standards.';

revoke all on function platform.standards_errors from public, anon, authenticated, service_role;
