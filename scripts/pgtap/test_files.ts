import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseTestsDir } from '../stack/paths.ts';

export const helpersFile = join(databaseTestsDir, '000_helpers.sql');

/** Returns the pgTAP files whose path contains one of the filters; without filters, all of them. */
export function findTestFiles(filters: readonly string[]): string[] {
  return readdirSync(databaseTestsDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.sql'))
    .map((path) => join(databaseTestsDir, path))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
    .sort();
}
