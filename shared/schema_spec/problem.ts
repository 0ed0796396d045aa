/**
 * One fault in a document, for a program (`reason`) and for a person (`message`, to be read after the path).
 * `path` is where it is, like `tables[0].columns[1].type`; the root is ''.
 */
export interface Problem {
  path: string;
  reason: Reason;
  message: string;
}

/** Every reason a schema spec or a request body is refused for. `docs/error_codes.md` explains each. */
export const REASONS = [
  'missing',
  'invalid_type',
  'unknown_field',
  'invalid_name',
  'name_too_long',
  'reserved_name',
  'duplicate_name',
  'unknown_type',
  'invalid_option',
  'invalid_value',
  'invalid_default',
  'unknown_table',
  'unknown_column',
  'type_mismatch',
  'too_many',
  'too_large',
] as const;

export type Reason = (typeof REASONS)[number];

/** Appends a key (`a` + 'b' is `a.b`) or an array index (`a` + 0 is `a[0]`) to a path. */
export function join(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  return path === '' ? String(segment) : `${path}.${String(segment)}`;
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Length in characters as PostgreSQL counts them: code points, not UTF-16 units. */
export function characters(text: string): number {
  return Array.from(text).length;
}
