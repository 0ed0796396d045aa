import type { z } from 'zod';
import { join, type Problem } from './problem.ts';

/** Returns the problems that zod found in `input`, with our paths and reasons. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  const mistyped = new Set(error.issues.filter(({ code }) => code === 'invalid_type').map(pathOf));
  return error.issues.flatMap((issue) => {
    const path = pathOf(issue);
    // Zod measures everything that has a length. An empty string instead of an array must not also be too short.
    if ((issue.code === 'too_small' || issue.code === 'too_big') && mistyped.has(path)) return [];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key): Problem => ({
        path: join(path, key),
        reason: 'unknown_field',
        message: 'is not a known field',
      }));
    }
    const reason = reasonOf(issue, valueAt(input, issue.path));
    return [{ path, reason, message: reason === 'missing' ? 'is missing' : messageOf(issue) }];
  });
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'missing';
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.['reason'] === 'string' ? issue.params['reason'] : 'invalid_value';
    case 'too_big':
      return issue.origin === 'array' ? 'too_many' : 'invalid_value';
    case 'invalid_type':
      // Zod reports invalid_type for Infinity, and for 1.5 instead of an integer.
      return typeof value === 'number' ? numberReason(issue.expected) : 'invalid_type';
    case 'invalid_value':
      return typeof value === typeof issue.values[0] ? 'invalid_value' : 'invalid_type';
    default:
      return 'invalid_value';
  }
}

/** Returns a message that continues the path: `name` + 'must be a string'. */
function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return /^[aeiou]/.test(issue.expected) ? `must be an ${issue.expected}` : `must be a ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
    case 'too_small':
      return `must have at least ${issue.minimum}`;
    case 'too_big':
      return `must have at most ${issue.maximum}`;
    case 'custom':
      return issue.message;
    default:
      return 'is malformed';
  }
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.reduce<string>(join, '');
}

function numberReason(expected: string): string {
  return expected === 'number' || expected === 'int' ? 'invalid_value' : 'invalid_type';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
