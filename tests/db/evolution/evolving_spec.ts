import type { SchemaSpec } from '../../../shared/schema_spec/spec_shape.ts';
import type { Random } from '../../harness/random.ts';
import { newTable } from './random_spec.ts';
import { changeSpec } from './spec_changes.ts';

// Specs of whole apps that follow each other, as an app's owner would change them. Each is valid and names what it renames.

/** Returns whether the database finds no problem in a spec. */
export type IsValid = (spec: SchemaSpec) => Promise<boolean>;

export function firstSpec(random: Random, isValid: IsValid): Promise<SchemaSpec> {
  return evolve({ tables: [newTable('lists', [], random), newTable('todos', ['lists'], random)] }, random, isValid);
}

/** The next spec: one to four changes, until the result is valid. */
export async function evolve(spec: SchemaSpec, random: Random, isValid: IsValid): Promise<SchemaSpec> {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const next = withoutRenames(spec);
    for (let count = 1 + Math.floor(random() * 4); count > 0; count--) changeSpec(next, random);
    dropFalseRenames(next, spec);
    if (await isValid(next)) return next;
  }
  throw new Error('No valid spec found in 1,000 attempts');
}

/** Removes the former name of a table or column that was added and renamed within one step. */
function dropFalseRenames(next: SchemaSpec, spec: SchemaSpec): void {
  for (const table of next.tables) {
    if (spec.tables.every(({ name }) => name !== table.renamed_from)) delete table.renamed_from;
    const former = formerOf(table, next.tables, spec.tables)?.columns ?? [];
    for (const column of table.columns) {
      if (former.every(({ name }) => name !== column.renamed_from)) delete column.renamed_from;
    }
  }
}

/** A spec as a state, without its references to the previous spec. */
export function withoutRenames(spec: SchemaSpec): SchemaSpec {
  const copy = structuredClone(spec);
  for (const table of copy.tables) {
    delete table.renamed_from;
    for (const column of table.columns) {
      delete column.renamed_from;
      delete column.renamed_values;
    }
  }
  return copy;
}

/** The item before the change that `item` was: the one in renamed_from, or of its name unless another item took that name. */
export function formerOf<Item extends { name: string; renamed_from?: string | undefined }>(
  item: Item,
  items: readonly Item[],
  before: readonly Item[],
): Item | undefined {
  const name = item.renamed_from ?? item.name;
  if (item.renamed_from === undefined && items.some((other) => other.renamed_from === name)) return undefined;
  return before.find((former) => former.name === name);
}
