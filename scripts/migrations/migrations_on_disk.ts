import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the paths of all migrations, in the order in which they run. */
export function migrationsOnDisk(supabaseDir: string): string[] {
  const directory = join(supabaseDir, 'migrations');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(directory, name));
}
