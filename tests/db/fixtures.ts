import { readFileSync } from 'node:fs';
import type { Problem, SchemaSpec } from '../../shared/schema_spec/schema_spec.ts';

/** One spec of shared/fixtures/specs.json with everything that is wrong with it. */
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
  readFileSync(new URL('../../shared/fixtures/specs.json', import.meta.url), 'utf8'),
) as Fixture[];

export const validFixtures = fixtures.filter(({ problems }) => problems.length === 0) as ValidFixture[];

/** What the two validators must agree on: the set of paths with their reasons. */
export function findings(problems: Fixture['problems']): string[] {
  return problems.map(({ path, reason }) => `${path}: ${reason}`).sort();
}
