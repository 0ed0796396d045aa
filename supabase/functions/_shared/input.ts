import { z } from 'zod';
import { AppshardError, invalidRequest } from '../../../shared/errors.ts';
import { isObject, type Problem } from '../../../shared/schema_spec/problem.ts';
import { problemsOf } from '../../../shared/schema_spec/zod_problems.ts';

/** The largest request body in bytes: 2 MiB, twice the largest schema spec. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** A JSON object. Its fields are not checked here: the database validates them. */
export const jsonObject = z.custom<Record<string, unknown>>(isObject, {
  error: 'must be an object',
  params: { reason: 'invalid_type' },
});
/** Specs. The title is the name of their schema in `docs/openapi.json`. */
export const tableSpec = jsonObject.meta({ title: 'TableSpec' });
export const schemaSpec = jsonObject.meta({ title: 'SchemaSpec' });

/**
 * Returns the value parsed by the shape.
 *
 * @throws AppshardError 400 with every problem
 */
export function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw invalidRequest(problemsOf(parsed.error, value));
  return parsed.data;
}

/**
 * Does nothing if there are no problems.
 *
 * @throws AppshardError 400 with every problem
 */
export function accept(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalidRequest(problems);
}

/**
 * Returns the JSON body of a request, read by `parser`. `whenEmpty` replaces an empty body; without it, a body is required.
 *
 * @throws AppshardError 415 unsupported_media_type, 400 malformed_json
 */
export async function readJson(
  request: Request,
  whenEmpty?: unknown,
  parser: (text: string) => unknown = JSON.parse,
): Promise<unknown> {
  const text = await request.text();
  if (text === '' && whenEmpty !== undefined) return whenEmpty;
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new AppshardError({
      status: 415,
      code: 'unsupported_media_type',
      message: 'Cannot read the body: its content type is not application/json',
      hint: 'Send JSON, with the header content-type: application/json.',
    });
  }
  try {
    return parser(text);
  } catch (cause) {
    throw new AppshardError({
      status: 400,
      code: 'malformed_json',
      message: 'Cannot read the body: it is not valid JSON',
      hint: 'Send one JSON object as the body.',
    }, { cause });
  }
}

/** Returns the error for a body of more than MAX_BODY_BYTES. */
export function bodyTooLarge(): AppshardError {
  return new AppshardError({
    status: 413,
    code: 'body_too_large',
    message: `Cannot read the body: it has more than ${MAX_BODY_BYTES} bytes`,
    hint: 'Split it into several requests; for a large app, create some of the tables in each.',
  });
}
