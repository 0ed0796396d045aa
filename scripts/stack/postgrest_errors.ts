import postgres from 'postgres';

/**
 * The HTTP status that PostgREST returns for an SQLSTATE; the longest prefix wins.
 * https://docs.postgrest.org/en/stable/references/errors.html
 */
const statuses: Readonly<Record<string, number>> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53400': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57P01': 503,
  '57': 500,
  '58': 500,
  'F0': 500,
  'HV': 500,
  'P0001': 400,
  'P0': 500,
  'XX': 500,
};

/**
 * Turns an error into one that makes Supabase Lite respond like PostgREST. Lite returns 500 for many SQLSTATEs, but it supports
 * SQLSTATE PGRST, whose error contains the whole response. Class 42 and PTxyz are not changed, because Lite already responds
 * to them like PostgREST.
 */
export function asPostgrestError(error: unknown): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  const { code, message, detail, hint } = error;
  if (code.startsWith('42') || code.startsWith('PT') || code === 'PGRST') return error;
  const status = statuses[code] ?? statuses[code.slice(0, 2)] ?? 400;
  return postgrestError(status, { code, message, details: detail ?? null, hint: hint ?? null });
}

/** Returns an error whose response Lite takes from it. */
export function postgrestError(
  status: number,
  body: { code: string; message: string; details: string | null; hint: string | null },
): Error {
  return Object.assign(new Error(JSON.stringify(body)), {
    code: 'PGRST',
    detail: JSON.stringify({ status, headers: {} }),
  });
}
