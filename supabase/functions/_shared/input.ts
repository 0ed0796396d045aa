import { z } from 'zod';
import { AppshardError, invalidRequest } from '../../../shared/errors.ts';
import { isObject, type Problem } from '../../../shared/schema_spec/problem.ts';
import { problemsOf } from '../../../shared/schema_spec/zod_problems.ts';

/** Bytes of a request's body: 2 MiB, twice the largest schema spec. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** A JSON object whose fields are not looked into: the database judges them. */
export const jsonObject = z.custom<Record<string, unknown>>(isObject, {
  error: 'must be an object',
  params: { reason: 'invalid_type' },
});

/**
 * The value, once it fits.
 *
 * @throws AppshardError 400 with every problem
 */
export function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw invalidRequest(problemsOf(parsed.error, value));
  return parsed.data;
}

/**
 * Goes on when nothing is wrong.
 *
 * @throws AppshardError 400 with every problem
 */
export function accept(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalidRequest(problems);
}

/**
 * The JSON body of a request. `whenEmpty` stands for a body that was left out; without it there must be one.
 *
 * @throws AppshardError 415 unsupported_media_type, 400 malformed_json
 */
export async function readJson(request: Request, whenEmpty?: unknown): Promise<unknown> {
  const text = await request.text();
  if (text === '' && whenEmpty !== undefined) return whenEmpty;
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new AppshardError({
      status: 415,
      code: 'unsupported_media_type',
      message: 'The body is not announced as JSON',
      hint: 'Send JSON with the header content-type: application/json.',
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppshardError({
      status: 400,
      code: 'malformed_json',
      message: 'The body is not JSON',
      hint: 'Send one JSON object.',
    }, { cause });
  }
}

export function bodyTooLarge(): AppshardError {
  return new AppshardError({
    status: 413,
    code: 'body_too_large',
    message: `The body has more than ${MAX_BODY_BYTES} bytes`,
    hint: 'Create the tables of a large app in several requests.',
  });
}
