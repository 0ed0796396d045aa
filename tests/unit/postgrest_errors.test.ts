import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { asPostgrestError } from '../../scripts/stack/postgrest_errors.ts';

function databaseError(code: string): postgres.PostgresError {
  const error = new postgres.PostgresError('refused');
  return Object.assign(error, { code, message: 'refused', detail: 'why', hint: 'what to do' });
}

describe('the local Data API answers an SQLSTATE as PostgREST does', () => {
  it.each([
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['22023', 400],
    ['P0001', 400],
    ['P0002', 500],
    ['57014', 500],
    ['40001', 500],
    ['25006', 405],
    ['2BP01', 400],
  ])('%s with %i, and with its own code, detail and hint', (code, status) => {
    const answer = asPostgrestError(databaseError(code)) as { code: string; message: string; detail: string };
    expect(answer.code).toBe('PGRST');
    expect(JSON.parse(answer.message)).toEqual({ code, message: 'refused', details: 'why', hint: 'what to do' });
    expect(JSON.parse(answer.detail)).toMatchObject({ status });
  });

  it.each(['42501', '42P01', 'PT404', 'PGRST'])('%s is left to Supabase Lite', (code) => {
    const error = databaseError(code);
    expect(asPostgrestError(error)).toBe(error);
  });

  it('and errors that are not from the database', () => {
    const error = new Error('other');
    expect(asPostgrestError(error)).toBe(error);
  });
});
