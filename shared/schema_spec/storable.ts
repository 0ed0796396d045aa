import { isObject, join, type Problem } from './problem.ts';
import { MAX_SPEC_BYTES, MAX_SPEC_DEPTH } from './spec_limits.ts';

const NAME_PATH = /^(tables\[\d+\]\.)?(columns\[\d+\]\.)?name$/;
const encoder = new TextEncoder();

/**
 * Whether a document can become jsonb at all: not too large, not too deep, and no string with U+0000 or
 * a lone surrogate. What cannot is not looked at further, because the database would refuse it whole.
 */
export function storageProblems(document: unknown): Problem[] {
  const problems: Problem[] = [];
  let bytes = 0;

  function text(value: string, path: string): void {
    bytes += encoder.encode(JSON.stringify(value)).length;
    if (!value.includes('\0') && !/\p{Surrogate}/u.test(value)) return;
    const reason = NAME_PATH.test(path) ? 'invalid_name' : 'invalid_value';
    problems.push({
      path,
      reason,
      message: 'holds U+0000 or half of a surrogate pair, which the database cannot store',
    });
  }

  /** Returns false as soon as a limit is exceeded. */
  function measure(value: unknown, path: string, depth: number): boolean {
    if (depth > MAX_SPEC_DEPTH || bytes > MAX_SPEC_BYTES) return false;
    if (typeof value === 'string') {
      text(value, path);
    } else if (Array.isArray(value)) {
      bytes += 2 + separators(value.length);
      return value.every((element, index) => measure(element, join(path, index), depth + 1));
    } else if (isObject(value)) {
      const entries = Object.entries(value).filter(([, field]) => field !== undefined);
      bytes += 2 + separators(entries.length);
      return entries.every(([key, field]) => {
        text(key, join(path, key));
        bytes += ': '.length;
        return measure(field, join(path, key), depth + 1);
      });
    } else {
      bytes += String(value).length;
    }
    return true;
  }

  if (measure(document, '', 0) && bytes <= MAX_SPEC_BYTES) return problems;
  return [{
    path: '',
    reason: 'too_large',
    message: `must have at most ${MAX_SPEC_BYTES} bytes and ${MAX_SPEC_DEPTH} levels`,
  }];
}

function separators(count: number): number {
  return Math.max(0, count - 1) * ', '.length;
}
