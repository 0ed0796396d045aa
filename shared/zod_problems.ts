import type { z } from 'zod';
import { join, type Problem, type Reason, REASONS } from './problem.ts';

/** What zod found wrong with `input`, in our words: each path with its reason. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.reduce<string>(join, '');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key): Problem => ({
        path: join(path, key),
        reason: 'unknown_field',
        message: 'This field is not known',
      }));
    }
    const reason = reasonOf(issue, valueAt(input, issue.path));
    return [{ path, reason, message: reason === 'missing' ? 'This field is required' : issue.message }];
  });
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): Reason {
  if (value === undefined) return 'missing';
  switch (issue.code) {
    case 'custom':
      return REASONS.find((reason) => reason === issue.params?.['reason']) ?? 'invalid_value';
    case 'too_big':
      return issue.origin === 'array' ? 'too_many' : 'invalid_value';
    case 'invalid_type':
      // Zod says invalid_type of Infinity and of 1.5 where it wants an integer: both are JSON numbers.
      return typeof value === 'number' ? numberReason(issue.expected) : 'invalid_type';
    case 'invalid_value':
      return typeof value === typeof issue.values[0] ? 'invalid_value' : 'invalid_type';
    case 'invalid_union':
      return 'invalid_type';
    default:
      return 'invalid_value';
  }
}

function numberReason(expected: string): Reason {
  return expected === 'number' || expected === 'int' ? 'invalid_value' : 'invalid_type';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
