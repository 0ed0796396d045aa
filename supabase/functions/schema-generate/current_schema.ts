import { z } from 'zod';
import { SCOPES } from '../../../shared/schema_spec/scopes.ts';

const described = z.looseObject({
  tables: z.array(z.looseObject({ name: z.string(), scope: z.string() })),
});

export interface CurrentSchema {
  /** The tables in the form of a spec. */
  tables: Array<Record<string, unknown>>;
  /** The names of tables that were created with SQL. A spec must not change them. */
  otherTables: string[];
}

/** Converts the result of describe_app for the model: the tables that a spec describes, and the names of the others. */
export function currentSchema(description: unknown): CurrentSchema {
  const { tables } = described.parse(description);
  const managed = tables.filter(({ scope }) => SCOPES.some((known) => known === scope));
  return {
    tables: managed.map(({ full_name: _, ...table }) => table),
    otherTables: tables.filter((table) => !managed.includes(table)).map(({ name }) => name),
  };
}
