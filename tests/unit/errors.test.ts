import { describe, expect, it } from 'vitest';
import { AppshardError, asAppshardError, fromPostgrest, invalidRequest } from '../../shared/errors.ts';

function refusalOf(code: string | null | undefined, details: string | null = null) {
  const { status, code: reason } = fromPostgrest({ code: code ?? null, message: 'Said by the database', details });
  return [status, reason];
}

describe('fromPostgrest', () => {
  it.each([
    ['PT404', 'app_not_found', 404],
    ['PT409', 'app_exists', 409],
    ['PT503', 'shard_full', 503],
    ['22023', 'invalid_argument', 400],
    ['22023', 'unknown_type', 400],
    ['42501', 'not_signed_in', 403],
    ['PT403', 'signup_closed', 403],
    ['2BP01', 'table_in_use', 409],
    ['P0001', 'anything_else', 400],
  ])('maps SQLSTATE %s with the reason %s to status %i', (code, reason, status) => {
    expect(refusalOf(code, reason)).toEqual([status, reason]);
  });

  it.each([
    ['22P05', 400, 'invalid_argument'],
    ['23502', 400, 'invalid_argument'],
    ['23505', 409, 'conflict'],
    ['23503', 409, 'conflict'],
    ['2BP01', 409, 'conflict'],
    ['40P01', 503, 'try_again'],
    ['55P03', 503, 'try_again'],
    ['55006', 409, 'conflict'],
    ['55P04', 409, 'conflict'],
    ['42501', 403, 'not_allowed'],
    ['42883', 500, 'internal'],
    ['53300', 503, 'database_unavailable'],
    ['54000', 400, 'too_large'],
    ['54001', 400, 'too_large'],
    ['57014', 504, 'timeout'],
    ['57P01', 503, 'database_unavailable'],
    ['PT418', 418, 'internal'],
    ['PGRST003', 503, 'database_unavailable'],
    ['PGRST202', 503, 'schema_not_ready'],
    ['PGRST301', 401, 'key_refused'],
    ['XX000', 500, 'internal'],
    ['', 503, 'database_unavailable'],
    [null, 503, 'database_unavailable'],
  ])('maps the code "%s" without a reason of ours to status %i and %s', (code, status, reason) => {
    expect(refusalOf(code)).toEqual([status, reason]);
    expect(refusalOf(code, 'Key (id)=(57) already exists.')).toEqual([status, reason]);
  });

  it('keeps the message and the hint of a refusal that is meant for callers', () => {
    const error = fromPostgrest({ code: 'PT409', message: 'Taken', details: 'app_exists', hint: 'Take another id.' });
    expect(error).toMatchObject({ message: 'Taken', hint: 'Take another id.', sqlstate: 'PT409' });
  });

  it('leaves the details of an internal database error to the log', () => {
    const failure = { code: 'XX000', message: 'cache lookup failed for relation 12345', details: null, hint: null };
    const error = fromPostgrest(failure);
    expect(error.message).not.toContain('12345');
    expect(error.cause).toBe(failure);
    expect(error.hint).not.toBe('');
  });

  it('does not depend on the wording of a message', () => {
    const failure = { code: '22023', details: 'unknown_type', hint: 'x' };
    const said = ['permission denied', 'app_not_found', ''].map((message) => fromPostgrest({ ...failure, message }));
    expect(said.map(({ status, code }) => [status, code])).toEqual(Array(3).fill([400, 'unknown_type']));
  });
});

describe('AppshardError', () => {
  it('becomes a response with its status and the fields that are set', async () => {
    const problems = [{ path: 'a', reason: 'missing', message: 'is missing' }] as const;
    const response = invalidRequest(problems).toResponse();
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        code: 'missing',
        message: 'Cannot process the request: a is missing',
        hint: expect.any(String),
        path: 'a',
        problems,
      },
    });
    const plain = new AppshardError({ status: 404, code: 'x', message: 'm', hint: 'h' }).toResponse();
    expect(await plain.json()).toEqual({ error: { code: 'x', message: 'm', hint: 'h' } });
  });

  it('wraps every other thrown value', () => {
    const known = new AppshardError({ status: 404, code: 'x', message: 'm', hint: 'h' });
    expect(asAppshardError(known)).toBe(known);
    expect(asAppshardError('secret')).toMatchObject({ status: 500, code: 'internal', cause: 'secret' });
  });
});
