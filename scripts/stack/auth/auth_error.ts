import postgres from 'postgres';

/** An error of Auth, in the form of hosted Auth. */
export class AuthError extends Error {
  /** @param details further keys of the response */
  constructor(readonly status: number, readonly code: string, message: string, readonly details: object = {}) {
    super(message);
  }
}

/** Returns the error for a request whose values are wrong. */
export function invalid(message: string): AuthError {
  return new AuthError(400, 'validation_failed', message);
}

const currentVersion = '2024-01-01';

/**
 * Returns the response for what a handler, or the database, has thrown. Errors of the database come mostly from a trigger on
 * auth.users. From clients that ask for the current API version, as supabase-js does, hosted Auth hides all of them. To others it
 * passes on errors that were raised for the user (PTxyz with its status; P0001 and constraint violations with 500).
 * https://github.com/supabase/auth/blob/master/internal/api/errors.go
 */
export function errorResponse(error: unknown, request: Request): Response {
  const isCurrent = (request.headers.get('x-supabase-api-version') ?? '') >= currentVersion;
  if (error instanceof postgres.PostgresError) {
    const status = /^PT[2-5]\d\d$/.test(error.code) ? Number(error.code.slice(2)) : 500;
    if (!isCurrent && (status !== 500 || error.code === 'P0001' || error.code.startsWith('23'))) {
      const { code, message, hint, detail } = error;
      return Response.json({ code, message, hint, detail }, { status });
    }
  }
  const hidden = new AuthError(500, 'unexpected_failure', 'Database error saving new user');
  const { status, code, message, details } = error instanceof AuthError ? error : hidden;
  const headers = { 'x-sb-error-code': code };
  return isCurrent
    ? Response.json({ code, message, ...details }, {
      status,
      headers: { ...headers, 'x-supabase-api-version': currentVersion },
    })
    : Response.json({ code: status, error_code: code, msg: message, ...details }, { status, headers });
}
