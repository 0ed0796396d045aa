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

/** The columns of a table: above their limit, nothing in them is reported. */
const COLUMNS_PATH = /^(tables\[\d+\]\.)?columns$/;

function validate(shape: z.ZodType, document: unknown, rules: () => Problem[]): Problem[] {
  const unstorable = storageProblems(document);
  if (unstorable.length > 0) return unstorable;
  const parsed = shape.safeParse(document);
  const fromShape = parsed.success ? [] : problemsOf(parsed.error, document);
  return merge(fromShape, rules());
}

/** One list, each path and reason once, without what cannot matter once the rest is put right. */
function merge(fromShape: Problem[], fromRules: Problem[]): Problem[] {
  // An option that does not belong there, or a wrong default, is one problem, whatever is wrong inside it.
  const replaced = new Set(
    fromRules.filter(({ reason }) => reason === 'invalid_option' || reason === 'invalid_default').map(pathOf),
  );
  const crowded = new Set(
    fromShape.filter(({ path, reason }) => reason === 'too_many' && COLUMNS_PATH.test(path)).map(pathOf),
  );
  const all = [
    ...fromShape.filter(({ path, reason }) =>
      reason === 'unknown_field' || !(replaced.has(path) || ancestors(path).some((above) => replaced.has(above)))
    ),
    ...fromRules,
  ].filter(({ path }) => !ancestors(path).some((above) => crowded.has(above)));
  return [...new Map(all.map((problem) => [`${problem.reason} ${problem.path}`, problem])).values()];
}

function pathOf(problem: Problem): string {
  return problem.path;
}

/** `a[0].b` is within `a[0]` and `a`. */
function ancestors(path: string): string[] {
  return [...path.matchAll(/[.[]/g)].map((separator) => path.slice(0, separator.index));
}
