import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { asPostgrestError } from '../../scripts/stack/postgrest_errors.ts';

function databaseError(code: string): postgres.PostgresError {
  const error = new postgres.PostgresError('refused');
  return Object.assign(error, { code, message: 'refused', detail: 'why', hint: 'what to do' });
}

describe('the error mapping of the local Data API', () => {
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
  ])('returns SQLSTATE %s with status %i, as PostgREST does, and keeps its code, detail and hint', (code, status) => {
    const answer = asPostgrestError(databaseError(code)) as { code: string; message: string; detail: string };
    expect(answer.code).toBe('PGRST');
    expect(JSON.parse(answer.message)).toEqual({ code, message: 'refused', details: 'why', hint: 'what to do' });
    expect(JSON.parse(answer.detail)).toMatchObject({ status });
  });

  it.each(['42501', '42P01', 'PT404', 'PGRST'])('leaves %s to Supabase Lite', (code) => {
    const error = databaseError(code);
    expect(asPostgrestError(error)).toBe(error);
  });

  it('does not change errors that are not from the database', () => {
    const error = new Error('other');
    expect(asPostgrestError(error)).toBe(error);
  });
});
