/**
 * One problem of a document, for programs (`reason`) and for people (`message`, which continues a sentence that begins with
 * the path). `path` is its position, such as `tables[0].columns[1].type`; the path of the root is ''.
 */
export interface Problem {
  path: string;
  /** `docs/error_codes.md` lists the reasons. */
  reason: string;
  message: string;
  /** What to do. Problems that the database finds in a spec always have one. */
  hint?: string;
}

/** Appends a key (`a` + 'b' is `a.b`) or an array index (`a` + 0 is `a[0]`) to a path. */
export function join(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  return path === '' ? String(segment) : `${path}.${String(segment)}`;
}

/** Returns whether the value is a JSON object, which excludes null and arrays. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
