-- standards_errors: what goes wrong, by code, and a function that finds words for it.
create or replace function platform.standards_errors()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Errors\n\n'
    || E'Decide by `error.code`, or by `error.details` where it is one word in snake_case (the reason); never by `error.message`, whose words may '
    || E'change. `error.hint` says what to do. Show people a text of your own.\n\n'
    || platform.markdown_snippet($ts$
const MESSAGES: Record<string, string> = {
  // Signing in and up
  invalid_credentials: 'The e-mail address or the password is wrong.',
  email_not_confirmed: 'Confirm your e-mail address first: the link is in your mail.',
  user_already_exists: 'This e-mail address has an account already: sign in with it.',
  weak_password: 'Choose a longer password.',
  over_request_rate_limit: 'Too many attempts: wait a minute.',
  // Joining
  invitation_required: 'This app takes members by invitation.',
  signup_closed: 'This app takes no new members.',
  membership_suspended: 'Your membership is suspended.',
  app_not_found: 'This app is not available.',
  // Reading and writing
  '42501': 'You may not do this.',
  '23502': 'A field that is needed is empty.',
  '23503': 'Something that this refers to does not exist, or something refers to this.',
  '23505': 'This exists already.',
  '23514': 'A value is not allowed here.',
  '22P02': 'A value has the wrong form.',
  PGRST116: 'Not found.',
  PGRST303: 'Your session has ended: sign in again.',
};

export function messageOf(error: unknown): string {
  const { code, details, message } = error as { code?: string; details?: string; message?: string };
  return MESSAGES[details ?? ''] ?? MESSAGES[code ?? ''] ?? message ?? 'Something went wrong.';
}
$ts$)
    || E'`PGRST205` and `PGRST204` mean a table or column that does not exist under this name: the code is wrong, or the schema changed a moment ago.\n\n';
end
$$;

comment on function platform.standards_errors is 'What goes wrong, by code, in the standards.';

revoke all on function platform.standards_errors from public, anon, authenticated, service_role;
