import postgres from 'postgres';

/**
 * Returns the response of Auth when the database raises an error, mostly in a trigger on auth.users. To clients that ask for the
 * current API version, as supabase-js does, hosted Auth hides all of them. To others it passes on errors that were raised for the
 * user (PTxyz with its status; P0001 and constraint violations with 500).
 * https://github.com/supabase/auth/blob/master/internal/api/errors.go
 */
export function asAuthResponse(request: Request, response: Response, errors: readonly unknown[]): Response {
  if (response.status < 500) return response;
  const error = errors.find((printed) => printed instanceof postgres.PostgresError);
  if (error === undefined) return response;
  const version = request.headers.get('x-supabase-api-version') ?? '';
  if (version >= '2024-01-01') {
    const hidden = { code: 'unexpected_failure', message: 'Database error saving new user' };
    return Response.json(hidden, { status: 500, headers: { 'x-supabase-api-version': '2024-01-01' } });
  }
  const status = /^PT[2-5]\d\d$/.test(error.code) ? Number(error.code.slice(2)) : 500;
  const isPublic = status !== 500 || error.code === 'P0001' || error.code.startsWith('23');
  const body = isPublic
    ? { code: error.code, message: error.message, hint: error.hint, detail: error.detail }
    : { code: 500, error_code: 'unexpected_failure', msg: 'Database error saving new user' };
  return Response.json(body, { status, headers: { 'access-control-allow-origin': '*' } });
}
