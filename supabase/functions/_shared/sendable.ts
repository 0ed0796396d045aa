import { isObject, join, type Problem } from '../../../shared/schema_spec/problem.ts';

/** Far more than the database allows, and far less than what would overflow the stack of JSON.stringify. */
const MAX_DEPTH = 1_000;

/**
 * Returns the problems that prevent a document from being sent to the database as jsonb: a string with U+0000 or an
 * unpaired surrogate, which jsonb rejects without saying where, and nesting that would overflow the stack of JSON.stringify.
 */
export function sendingProblems(value: unknown, path = '', depth = 0): Problem[] {
  if (depth > MAX_DEPTH) return [{ path: '', reason: 'too_large', ...TOO_DEEP }];
  if (typeof value === 'string') return isStorable(value) ? [] : [{ path, reason: 'invalid_value', ...NOT_STORABLE }];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => sendingProblems(item, join(path, index), depth + 1));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const fieldPath = join(path, key);
    return [...sendingProblems(key, fieldPath, depth), ...sendingProblems(field, fieldPath, depth + 1)];
  });
}

const TOO_DEEP = { message: `must be at most ${MAX_DEPTH} levels deep`, hint: 'Reduce the nesting.' };
const NOT_STORABLE = {
  message: 'contains U+0000 or an unpaired surrogate, which the database cannot store',
  hint: 'Remove the character.',
};

function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
