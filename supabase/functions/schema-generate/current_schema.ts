import { z } from 'zod';
import { SCOPES } from '../../../shared/schema_spec/scopes.ts';

const described = z.looseObject({
  tables: z.array(z.looseObject({ name: z.string(), scope: z.string() })),
});

export interface CurrentSchema {
  /** As a spec has them. */
  tables: Array<Record<string, unknown>>;
  /** Names of those that no spec may touch: somebody made them with SQL. */
  otherTables: string[];
}

/** What describe_app answers, as the model gets it: the tables that a spec describes, and the names of the others. */
export function currentSchema(description: unknown): CurrentSchema {
  const { tables } = described.parse(description);
  const managed = tables.filter(({ scope }) => SCOPES.some((known) => known === scope));
  return {
    tables: managed.map(({ full_name: _, ...table }) => table),
    otherTables: tables.filter((table) => !managed.includes(table)).map(({ name }) => name),
  };
}
