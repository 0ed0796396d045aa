import postgres from 'postgres';

/**
 * What Auth answers when the database refuses, in a trigger on auth.users above all. Hosted Auth passes on errors that
 * were raised for the user (PTxyz with its status; P0001 and constraints with 500) and hides all others.
 * https://github.com/supabase/auth/blob/master/internal/utilities/postgres.go
 */
export function asAuthAnswer(answer: Response, errors: readonly unknown[]): Response {
  if (answer.status < 500) return answer;
  const error = errors.find((printed) => printed instanceof postgres.PostgresError);
  if (error === undefined) return answer;
  const status = /^PT[2-5]\d\d$/.test(error.code) ? Number(error.code.slice(2)) : 500;
  const isPublic = status !== 500 || error.code === 'P0001' || error.code.startsWith('23');
  const body = isPublic
    ? { code: error.code, message: error.message, hint: error.hint, detail: error.detail }
    : { code: 500, error_code: 'unexpected_failure', msg: 'Database error saving new user' };
  return Response.json(body, { status, headers: { 'access-control-allow-origin': '*' } });
}
