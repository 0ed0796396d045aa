import { randomUUID } from 'node:crypto';

/**
 * PostgREST passes JSON through as text, so a number keeps every digit. Supabase Lite parses it, and JavaScript rounds it. Numbers
 * that JavaScript would change therefore travel through Lite as strings that begin with a marker, which nobody can guess.
 */
const marker = `number:${randomUUID()}:`;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const marked = new RegExp(`"${marker}([^"]+)"`, 'g');

/** Returns the number if JavaScript prints it as it is written, and otherwise a marked string. */
export function exactNumber(digits: string): number | string {
  return String(Number(digits)) === digits ? Number(digits) : marker + digits;
}

/** Returns the digits of a marked string, or undefined for any other value. */
export function digitsOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(marker) ? value.slice(marker.length) : undefined;
}

/** Marks the numbers of a JSON document that JavaScript would change. */
export function markNumbers(json: string): string {
  let result = '';
  let at = 0;
  while (at < json.length) {
    const from = at;
    if (json[at] === '"') {
      at += 1;
      while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
      at += 1;
      result += json.slice(from, at);
      continue;
    }
    number.lastIndex = at;
    const digits = number.exec(json)?.[0];
    if (digits === undefined) {
      result += json[at];
      at += 1;
      continue;
    }
    at += digits.length;
    result += JSON.stringify(exactNumber(digits));
  }
  return result;
}

/** Marks the numbers in the filters of a URL that JavaScript would change: those after an operator, or in a list. */
export function markFilters(url: string): string {
  const marked = new URL(url);
  for (const [name, value] of [...marked.searchParams]) {
    if (name === 'select' || !/\d{16}|\.\d*0(?!\d)/.test(value)) continue;
    const exact = value.replace(/(?<=[.,({])-?\d+(?:\.\d+)?(?=$|[,)}])/g, (digits) => String(exactNumber(digits)));
    if (exact !== value) marked.searchParams.set(name, exact);
  }
  return marked.href;
}

/** Replaces the marked strings of a JSON document by the numbers as they were written. */
export function unmarkNumbers(json: string): string {
  return json.replace(marked, '$1');
}

/** Parses JSON; a number that JavaScript would change becomes a marked string. */
export function parseMarked(json: string): unknown {
  return JSON.parse(markNumbers(json));
}
