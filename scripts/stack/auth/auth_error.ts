import postgres from 'postgres';

/** An error of Auth, in the form of hosted Auth. */
export class AuthError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** Returns the error for a request whose values are wrong. */
export function invalid(message: string): AuthError {
  return new AuthError(400, 'validation_failed', message);
}

/**
 * Returns the response for what a handler, or the database, has thrown. Hosted Auth passes on errors that were raised for the user,
 * mostly by a trigger on auth.users (PTxyz with its status; P0001 and constraint violations with 500), and hides all others.
 * https://github.com/supabase/auth/blob/master/internal/utilities/postgres.go
 */
export function errorResponse(error: unknown): Response {
  if (error instanceof AuthError) {
    const { status, code, message } = error;
    const headers = { 'x-sb-error-code': code };
    return Response.json({ code: status, error_code: code, msg: message }, { status, headers });
  }
  if (!(error instanceof postgres.PostgresError)) throw error;
  const status = /^PT[2-5]\d\d$/.test(error.code) ? Number(error.code.slice(2)) : 500;
  const isPublic = status !== 500 || error.code === 'P0001' || error.code.startsWith('23');
  const body = isPublic
    ? { code: error.code, message: error.message, hint: error.hint, detail: error.detail }
    : { code: 500, error_code: 'unexpected_failure', msg: 'Database error saving new user' };
  return Response.json(body, { status });
}
