/**
 * One problem of a document, for a program (`reason`) and for a person (`message`, which reads on from the path).
 * `path` says where it is, like `tables[0].columns[1].type`; the path of the root is ''.
 */
export interface Problem {
  path: string;
  /** `docs/error_codes.md` lists the reasons. */
  reason: string;
  message: string;
  /** What to do. The database gives one for each problem of a spec. */
  hint?: string;
}

/** Appends a key (`a` + 'b' is `a.b`) or an array index (`a` + 0 is `a[0]`) to a path. */
export function join(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  return path === '' ? String(segment) : `${path}.${String(segment)}`;
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
