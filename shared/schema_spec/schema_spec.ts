import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { schemaRules, singleTableRules } from './spec_rules.ts';
import { schemaSpec, tableSpec } from './spec_shape.ts';
import { storageProblems } from './storable.ts';
import { problemsOf } from './zod_problems.ts';

export type { Problem, Reason } from './problem.ts';
export type { ColumnSpec, IndexSpec, ReferenceSpec, SchemaSpec, Scope, TableSpec } from './spec_shape.ts';
export { canonicalTable } from './canonical_spec.ts';
export { schemaSpec, tableSpec };

/**
 * Everything that is wrong with a schema spec: `{"tables": [{"name": "todos", "columns": [...]}]}`.
 * `platform.validate_schema` in the database finds the same paths and reasons; `fixtures/specs.json` proves it.
 *
 * @param spec parsed JSON
 * @param knownTables names, without prefix, of the tables that the app has already: they may be referenced
 * @returns [] when the spec is valid
 */
export function validateSchema(spec: unknown, knownTables: readonly string[] = []): Problem[] {
  return validate(schemaSpec, spec, () => schemaRules(spec, knownTables));
}

/** The same for one table: paths start at the table, like `columns[1].type`. */
export function validateTable(table: unknown, knownTables: readonly string[] = []): Problem[] {
  return validate(tableSpec, table, () => singleTableRules(table, knownTables));
}

function validate(shape: z.ZodType, document: unknown, rules: () => Problem[]): Problem[] {
  const unstorable = storageProblems(document);
  if (unstorable.length > 0) return unstorable;
  const parsed = shape.safeParse(document);
  const fromShape = parsed.success ? [] : problemsOf(parsed.error, document);
  return merge(fromShape, rules());
}

/** One list, each path and reason once, without what may go away once the rest is put right. */
function merge(fromShape: Problem[], fromRules: Problem[]): Problem[] {
  const all = [...fromShape, ...fromRules];
  const closed = new Set(all.flatMap(closedBy));
  const open = all.filter(({ path }) => !ancestors(path).some((above) => closed.has(above)));
  return [...new Map(open.map((problem) => [`${problem.reason} ${problem.path}`, problem])).values()];
}

/** The paths below which nothing is said because of a problem. */
function closedBy({ path, reason }: Problem): string[] {
  if (reason === 'too_many' || reason === 'invalid_option') return [path];
  const column = reason === 'unknown_field' ? undefined : /^(.*columns\[\d+\])\.type$/.exec(path)?.[1];
  // A reference keeps its problems when its column has a type, though the wrong one.
  return column === undefined || reason === 'type_mismatch'
    ? []
    : [`${column}.values`, `${column}.renamed_values`, `${column}.references`];
}

/** `a[0].b` is within `a[0]` and `a`. */
function ancestors(path: string): string[] {
  return [...path.matchAll(/[.[]/g)].map((separator) => path.slice(0, separator.index));
}
