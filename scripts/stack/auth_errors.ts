import postgres from 'postgres';

/**
 * Returns the response of Auth when the database raises an error, mostly in a trigger on auth.users. Hosted Auth passes on errors
 * that were raised for the user (PTxyz with its status; P0001 and constraint violations with 500) and hides all others.
 * https://github.com/supabase/auth/blob/master/internal/utilities/postgres.go
 */
export function asAuthResponse(response: Response, errors: readonly unknown[]): Response {
  if (response.status < 500) return response;
  const error = errors.find((printed) => printed instanceof postgres.PostgresError);
  if (error === undefined) return response;
  const status = /^PT[2-5]\d\d$/.test(error.code) ? Number(error.code.slice(2)) : 500;
  const isPublic = status !== 500 || error.code === 'P0001' || error.code.startsWith('23');
  const body = isPublic
    ? { code: error.code, message: error.message, hint: error.hint, detail: error.detail }
    : { code: 500, error_code: 'unexpected_failure', msg: 'Database error saving new user' };
  return Response.json(body, { status, headers: { 'access-control-allow-origin': '*' } });
}
