import { readFileSync } from 'node:fs';
import type { Problem } from '../../shared/schema_spec/problem.ts';
import type { SchemaSpec } from '../../shared/schema_spec/spec_shape.ts';
import type { Shard } from './shard.ts';

/** One spec of tests/fixtures/specs.json with all of its problems. */
export interface Fixture {
  name: string;
  spec: unknown;
  known_tables?: string[];
  problems: Array<Pick<Problem, 'path' | 'reason'>>;
}

export interface ValidFixture extends Fixture {
  spec: SchemaSpec;
}

export const fixtures = JSON.parse(
  readFileSync(new URL('../fixtures/specs.json', import.meta.url), 'utf8'),
) as Fixture[];

export const validFixtures = fixtures.filter(({ problems }) => problems.length === 0) as ValidFixture[];

/** The sorted paths with their reasons. */
export function findings(problems: Fixture['problems']): string[] {
  return problems.map(({ path, reason }) => `${path}: ${reason}`).sort();
}

/** The problems that platform.validate_schema or platform.validate_table returns for a spec. */
export async function validate(
  { sql }: Pick<Shard, 'sql'>,
  kind: 'schema' | 'table',
  spec: unknown,
  known: string[] = [],
): Promise<Required<Problem>[]> {
  return validateJson({ sql }, kind, JSON.stringify(spec) ?? null, known);
}

export async function validateJson(
  { sql }: Pick<Shard, 'sql'>,
  kind: 'schema' | 'table',
  json: string | null,
  known: string[] = [],
): Promise<Required<Problem>[]> {
  const call = sql`platform.${sql(`validate_${kind}`)}`;
  const [row] = await sql<
    { problems: Required<Problem>[] }[]
  >`select ${call}(${json}::text::jsonb, ${known}) as problems`;
  if (row === undefined) throw new Error(`validate_${kind} returned nothing`);
  return row.problems;
}
